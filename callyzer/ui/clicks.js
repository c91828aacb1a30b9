// Begins what the files before this one do, in every run of a page; a listener that is there already is not added again.
export default function ({ setTriggerValue }) {
  tell = setTriggerValue
  for (const answer of [followLink, copyText, savePicture]) document.addEventListener("click", answer)
  document.addEventListener("keydown", keepFocus, true) // a table keeps its keys to itself
}
