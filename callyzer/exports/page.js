// Draws the charts from the data beside them, and again for paper, where they are as wide as its columns.
const config = {
  displayModeBar: false, displaylogo: false, scrollZoom: false, doubleClick: false, responsive: true,
  modeBarButtonsToRemove: ["sendChartToCloud"],
}
const charts = [...document.querySelectorAll(".chart")]

function onPaper(on) {
  document.documentElement.classList.toggle("paper", on)
  for (const chart of charts) if (chart.data) Plotly.relayout(chart, { width: on ? chart.clientWidth : null, autosize: !on })
}

addEventListener("beforeprint", () => onPaper(true))
addEventListener("afterprint", () => onPaper(false))
if (location.hash === "#paper") document.documentElement.classList.add("paper")
for (const chart of charts) {
  const { data, layout } = JSON.parse(chart.querySelector("script").textContent)
  chart.replaceChildren()
  Plotly.newPlot(chart, data, layout, config)
}
Promise.resolve().then(() => { document.documentElement.dataset.drawn = charts.length })
