// Follows a link to the calls behind a figure inside the app, as fast as a click on the menu. Without this file, in a new
// tab or with a key held down the browser follows it as any other link: the address says everything.
let tell

function followLink(event) {
  const link = event.target.closest?.("a.behind")
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return
  event.preventDefault()
  tell("query", new URL(link.href).search)
}
