// Draws the charts from the data beside them, and again whenever their place gets another size: on paper that of its
// columns, and low enough for two below each other. Plotly's own `responsive` would measure them once more while they are
// printed, and smaller.
const config = {
  displayModeBar: false, displaylogo: false, scrollZoom: false, doubleClick: false,
  modeBarButtonsToRemove: ["sendChartToCloud"],
}
const page = document.documentElement
const charts = [...document.querySelectorAll(".chart")]
const LOW = 312 // so high a chart may be on paper in any case
const NARROW = 420 // pixels
const SMALL = 10 // of the letters in a chart that is
const LESS = 0.72 // a higher one is drawn so much lower, as long as it does not get lower than that

function size(chart) {
  const height = Number(chart.dataset.height)
  const drawn = page.classList.contains("paper") ? Math.min(height, Math.max(LOW, Math.round(LESS * height))) : height
  chart.style.height = `${drawn}px`
  return { width: chart.clientWidth, height: drawn }
}

// On a phone there is less room between the labels of columns, and in the cells of a heatmap.
function smaller({ data, layout }) {
  for (const trace of data) if (trace.textfont) trace.textfont.size = Math.min(trace.textfont.size ?? SMALL, SMALL)
  for (const name of Object.keys(layout).filter((key) => key.startsWith("xaxis"))) {
    layout[name].tickfont = { ...layout[name].tickfont, size: SMALL }
  }
}

function onPaper(on) {
  page.classList.toggle("paper", on)
  fit()
}

function fit() {
  for (const chart of charts) {
    const { width, height } = size(chart)
    if (width && (width !== chart.layout.width || height !== chart.layout.height)) Plotly.relayout(chart, { width, height })
  }
}

if (location.hash === "#paper") page.classList.add("paper")
for (const chart of charts) {
  const figure = JSON.parse(chart.querySelector("script").textContent)
  if (chart.clientWidth < NARROW) smaller(figure)
  const { data, layout } = figure
  chart.replaceChildren()
  chart.dataset.height = layout.height
  Plotly.newPlot(chart, data, { ...layout, ...size(chart) }, config)
}
if (location.hash !== "#paper") {
  addEventListener("beforeprint", () => onPaper(true))
  addEventListener("afterprint", () => onPaper(false))
  addEventListener("resize", () => { if (!page.classList.contains("paper")) fit() })
}
page.dataset.drawn = charts.length
if (location.protocol === "about:") { // inside a preview the addresses of sections are those of the page around it
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']")
    if (!link) return
    event.preventDefault()
    document.querySelector(link.hash).scrollIntoView()
  })
}
