// Saves charts as pictures. A button with data-kind inside a .save box, anywhere on the page, saves the chart that stands
// in the container of the class that box names in data-chart: plotly draws it as SVG layers, which are put into one
// drawing on the page's own background, under a title. Nothing leaves the browser.
const SVG = "http://www.w3.org/2000/svg"
const MARGIN = 24
const HEAD = 56
const SCALE = 2

function savePicture(event) {
  const button = event.target.closest?.(".save button[data-kind]")
  if (!button || event.savedAlready) return
  event.savedAlready = true // however often Streamlit loads this file
  save(button.dataset.kind, { ...button.closest(".save").dataset, ...colours() })
}

function colours() {
  const app = getComputedStyle(document.querySelector(".stApp"))
  return { background: app.backgroundColor, text: app.color, font: app.fontFamily }
}

async function save(kind, data) {
  const chart = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`)
  if (!chart) return
  const drawing = compose(chart, data)
  if (kind === "png") await embedFont(drawing)
  const text = new XMLSerializer().serializeToString(drawing)
  const blob = new Blob([text], { type: "image/svg+xml;charset=utf-8" })
  download(kind === "png" ? await paint(blob, drawing) : blob, `${data.name}.${kind}`)
}

function compose(chart, data) {
  const { width, height } = chart.getBoundingClientRect()
  const whole = { width: Math.round(width) + 2 * MARGIN, height: Math.round(height) + HEAD + 2 * MARGIN }
  const drawing = element("svg", { ...whole, viewBox: `0 0 ${whole.width} ${whole.height}` })
  drawing.append(
    element("rect", { ...whole, fill: data.background }),
    line(data.title, MARGIN + 14, 18, 600, data.text, data.font),
    line(data.subtitle, MARGIN + 36, 13, 400, data.text, data.font),
  )
  for (const layer of chart.querySelectorAll("svg.main-svg")) {
    const copy = layer.cloneNode(true)
    copy.setAttribute("x", MARGIN)
    copy.setAttribute("y", MARGIN + HEAD)
    copy.removeAttribute("style") // its background would hide the layers below
    copy.querySelectorAll(".hoverlayer, .zoombox, .drag, .cursor-pointer:empty").forEach((part) => part.remove())
    drawing.append(copy)
  }
  return drawing
}

function line(text, y, size, weight, fill, font) {
  const written = element("text", { x: MARGIN, y, fill, "font-size": size, "font-weight": weight, "font-family": font })
  written.textContent = text
  return written
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}

// A picture is painted without the page's fonts, so the one in use is put inside.
async function embedFont(drawing) {
  const link = document.querySelector('link[rel="preload"][as="font"]')
  if (!link) return
  const bytes = await (await fetch(link.href)).blob()
  const address = await new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result)
    reader.readAsDataURL(bytes)
  })
  const style = element("style", {})
  style.textContent = `@font-face{font-family:"Source Sans";font-weight:200 900;src:url(${address}) format("woff2")}`
  drawing.prepend(style)
}

async function paint(blob, drawing) {
  const address = URL.createObjectURL(blob)
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement("canvas")
    canvas.width = drawing.getAttribute("width") * SCALE
    canvas.height = drawing.getAttribute("height") * SCALE
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"))
  } finally {
    URL.revokeObjectURL(address)
  }
}

function download(blob, name) {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60000)
}
