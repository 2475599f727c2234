import { prove } from "../../assets/passkey.js"

prove(document.querySelector("#passkey"))
