// Runs before the page is painted, so that parts which the scripts will fold away are never seen unfolded.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "")
