// Puts the word after the # into its field, and takes it out of the address bar and the history.
const field = document.querySelector("input[name=word]");
if (field && location.hash.length > 1) {
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}
