// A table that was ordered with the keyboard (Ctrl+Space in a column) is another element, and the keys would go on from the
// page's start: they go on in the new one, in whose place somebody is the server knows.
function keepFocus(event) {
  const table = event.key === " " && event.ctrlKey && event.target.closest?.("[class*='st-key-table-']")
  if (!table) return
  const before = table.querySelector("canvas")
  const watch = new MutationObserver(() => {
    const canvas = table.querySelector("canvas[data-testid='data-grid-canvas']")
    if (!canvas || canvas === before || document.activeElement !== document.body) return
    watch.disconnect()
    canvas.focus({ preventScroll: true })
  })
  watch.observe(table, { childList: true, subtree: true })
  setTimeout(() => watch.disconnect(), 10_000)
}
