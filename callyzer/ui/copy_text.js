// Copies what a button with data-copy holds. Pages on a company's own hosting often have no https, where the browser has
// no clipboard for scripts: there the text is chosen and copied as a person would.
async function copyText(event) {
  const button = event.target.closest?.("button[data-copy]")
  if (!button || event.copiedAlready) return
  event.copiedAlready = true // however often Streamlit loads this file
  const said = button.textContent
  button.textContent = (await copied(button.dataset.copy)) ? "Copied" : "Cannot be copied here"
  setTimeout(() => { button.textContent = said }, 2000)
}

async function copied(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => false)
  const field = Object.assign(document.createElement("textarea"), { value: text })
  document.body.append(field)
  field.select()
  const done = document.execCommand("copy")
  field.remove()
  return done
}
