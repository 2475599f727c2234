import { make } from "../../assets/passkey.js"

make(document.querySelector("#passkey"))
