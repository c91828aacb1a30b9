// Ordered by a heading a table is another element, and the keyboard would go on from the page's start: it goes on there.
function keepFocus(event) {
  const table = event.target.closest?.("[class*='st-key-table-']")
  if (!table || (event.type === "keydown" && !(event.key === " " && event.ctrlKey))) return
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
