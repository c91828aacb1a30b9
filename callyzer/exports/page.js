// Draws the charts from the data beside them, and again whenever their place gets another width: on paper that of its
// columns. Plotly's own `responsive` would measure them once more while they are printed, and smaller.
const config = {
  displayModeBar: false, displaylogo: false, scrollZoom: false, doubleClick: false,
  modeBarButtonsToRemove: ["sendChartToCloud"],
}
const page = document.documentElement
const charts = [...document.querySelectorAll(".chart")]

function onPaper(on) {
  page.classList.toggle("paper", on)
  fit()
}

function fit() {
  for (const chart of charts) {
    const width = chart.clientWidth
    if (width && width !== chart.layout.width) Plotly.relayout(chart, { width })
  }
}

if (location.hash === "#paper") page.classList.add("paper")
for (const chart of charts) {
  const { data, layout } = JSON.parse(chart.querySelector("script").textContent)
  chart.replaceChildren()
  Plotly.newPlot(chart, data, { ...layout, width: chart.clientWidth }, config)
}
if (location.hash !== "#paper") {
  addEventListener("beforeprint", () => onPaper(true))
  addEventListener("afterprint", () => onPaper(false))
  addEventListener("resize", () => { if (!page.classList.contains("paper")) fit() })
}
page.dataset.drawn = charts.length
