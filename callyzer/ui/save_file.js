// Saves a file that has just been made, as a press on its button would, so that one click is enough. Where the button is
// not there any more, the popover was closed meanwhile: the file then waits in it.
const WITHIN = 3000
const LOOK = 100

export default function ({ data }) {
  const saved = (window.callyzerSaved ??= new Set()) // however often Streamlit loads this file or draws the page
  if (saved.has(data.made)) return
  saved.add(data.made)
  const until = performance.now() + WITHIN
  const timer = setInterval(() => {
    const button = document.querySelector(".st-key-export-save button")
    if (button) button.click()
    if (button || performance.now() > until) clearInterval(timer)
  }, LOOK)
}
