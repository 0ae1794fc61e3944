(() => {
  'use strict';
  const charts = JSON.parse(document.getElementById('charts').textContent);
  const dark = matchMedia('(prefers-color-scheme: dark)');

  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const digits = value => Number(value.toPrecision(3)).toLocaleString('en-US', { maximumSignificantDigits: 3 });
  const duration = millis =>
    millis < 1 ? digits(millis * 1000) + ' us' : millis < 1000 ? digits(millis) + ' ms' : digits(millis / 1000) + ' s';
  const percentile = (nines, last) => {
    if (nines >= last) return 'max';
    const shown = Math.max(0, Math.ceil(nines) - 1) + 1;
    return 'p' + Number((100 - 100 * 10 ** -nines).toFixed(shown));
  };
  const clock = seconds => {
    if (seconds < 120) return Number(seconds.toFixed(1)) + ' s';
    const whole = Math.round(seconds);
    const two = n => String(n).padStart(2, '0');
    const minutes = Math.floor(whole / 60);
    return minutes < 60 ? minutes + ':' + two(whole % 60)
      : Math.floor(minutes / 60) + ':' + two(minutes % 60) + ':' + two(whole % 60);
  };
  const rate = perSecond => (perSecond >= 100 ? Math.round(perSecond).toLocaleString('en-US') : digits(perSecond)) + '/s';

  // A line needs two points next to each other; one by itself has to be seen too.
  const alone = (y, before, after) => y != null && before == null && after == null;

  const dashes = [[], [6, 3], [2, 3]];

  const marks = {
    id: 'marks',
    beforeDatasetsDraw(drawn, args, options) {
      const { ctx, chartArea: area, scales: { x } } = drawn;
      ctx.fillStyle = color('--mark');
      for (const [from, to] of options.spans) {
        const left = Math.max(area.left, x.getPixelForValue(from));
        const right = Math.min(area.right, x.getPixelForValue(to));
        if (right >= left) ctx.fillRect(left, area.top, Math.max(2, right - left), area.height);
      }
    }
  };

  function axis(given, more) {
    const labels = new Map(given.ticks);
    return Object.assign({
      type: given.kind === 'millis' ? 'logarithmic' : 'linear',
      min: given.from,
      max: given.to,
      grid: { color: color('--grid'), drawTicks: false },
      border: { display: false },
      ticks: { color: color('--soft'), padding: 6, autoSkip: false, maxRotation: 0, callback: value => labels.get(value) },
      afterBuildTicks: scale => { scale.ticks = given.ticks.map(([value]) => ({ value })); }
    }, more);
  }

  function settings(chart) {
    const nines = chart.x.kind === 'nines';
    const shown = chart.y.kind === 'millis' ? duration : rate;
    return {
      type: 'line',
      data: {
        datasets: chart.lines.map((line, i) => ({
          label: line.name,
          data: chart.at.map((x, at) => ({ x, y: line.values[at] })),
          borderColor: color('--c' + (i + 1)),
          backgroundColor: color('--c' + (i + 1)),
          borderDash: dashes[i],
          borderWidth: 2,
          pointRadius: line.values.map((y, at, all) => all.length < 3 || alone(y, all[at - 1], all[at + 1]) ? 3 : 0),
          pointHoverRadius: 4
        }))
      },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        maintainAspectRatio: false,
        interaction: { mode: 'index', intersect: false, axis: 'x' },
        // Axes of one width, so that the same second stands at the same place in all charts.
        scales: { x: axis(chart.x), y: axis(chart.y, { afterFit: scale => { scale.width = 68; } }) },
        plugins: {
          legend: { display: false },
          marks: { spans: chart.marks },
          tooltip: {
            backgroundColor: color('--text'),
            titleColor: color('--back'),
            bodyColor: color('--back'),
            callbacks: {
              title: ([item]) => nines ? percentile(item.parsed.x, chart.x.to) : clock(item.parsed.x),
              label: item => item.dataset.label + ': ' + shown(item.parsed.y)
            }
          }
        }
      },
      plugins: [marks]
    };
  }

  Chart.defaults.font.family = 'system-ui, sans-serif';
  for (const chart of charts) {
    const figure = document.getElementById(chart.id);
    const plot = document.createElement('div');
    const canvas = document.createElement('canvas');
    plot.className = 'plot';
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', chart.about);
    plot.append(canvas);
    figure.append(plot);
    let drawn = new Chart(canvas, settings(chart));
    figure.classList.add('live');
    dark.addEventListener('change', () => {
      drawn.destroy();
      drawn = new Chart(canvas, settings(chart));
    });
  }
})();
