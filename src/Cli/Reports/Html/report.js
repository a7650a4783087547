'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const list = document.getElementById('list');
  const main = document.getElementById('report');
  const search = document.getElementById('search');
  const told = document.getElementById('told');
  const noProtocol = 'The rules themselves';
  const levels = ['error', 'warning', 'info'];
  const reports = data.reports.map((report, index) => ({ ...report, index, text: [report.rule, report.message, report.place[0], report.member, report.project].join(' ').toLowerCase() }));
  const byKey = new Map(reports.map(report => [report.key, report]));
  const hiddenLevels = new Set();
  let shown = reports;
  let current = null;
  let stop = -1;

  function make(tag, properties, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === 'class') element.className = value;
      else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? '' : value);
    }
    element.append(...children.filter(child => child !== null && child !== undefined));
    return element;
  }

  const count = (number, word) => `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`;

  // ---- the list: groups fill when they are opened

  function groups(of, key) {
    const found = new Map();
    for (const report of of) {
      const name = key(report);
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(report);
    }
    return [...found].sort((a, b) => (a[0] === noProtocol) - (b[0] === noProtocol) || a[0].localeCompare(b[0]));
  }

  function lazily(details, fill) {
    let isFull = false;
    const open = () => { if (details.open && !isFull) { isFull = true; fill(); } };
    details.addEventListener('toggle', open);
    open();
    return details;
  }

  function drawList() {
    const isShort = shown.length <= 60;
    const protocols = groups(shown, report => report.protocol || noProtocol);
    list.replaceChildren(...protocols.map(([protocol, own]) => {
      const details = make('details', { class: 'protocol', open: isShort || protocols.length === 1, 'data-group': protocol }, make('summary', {}, protocol, make('span', { class: 'count' }, count(own.length, 'report'))));
      return lazily(details, () => {
        const files = groups(own, report => report.place[0]);
        details.append(...files.map(([file, inFile]) => {
          const inner = make('details', { class: 'file', open: isShort || files.length === 1, 'data-group': file }, make('summary', {}, make('span', {}, file), make('span', { class: 'count' }, String(inFile.length))));
          return lazily(inner, () => inner.append(make('ul', {}, ...inFile.map(link))));
        }));
      });
    }));
    if (shown.length === 0) list.append(make('p', {}, reports.length === 0 ? 'Nothing to report.' : 'No report matches.'));
    markCurrent();
  }

  function link(report) {
    const step = report.step ? report.step : data.rules[report.rule] ? data.rules[report.rule].title : report.rule;
    return make('li', {}, make('a', { href: '#' + report.key, 'data-key': report.key },
      make('span', { class: 'dot ' + report.level, 'aria-hidden': 'true' }), make('span', { class: 'hidden' }, report.level + ' '),
      `${report.rule} ${step}`, make('small', {}, `line ${report.place[1]}${report.member ? ', ' + report.member : ''}`)));
  }

  function markCurrent() {
    for (const old of list.querySelectorAll('a[aria-current]')) old.removeAttribute('aria-current');
    if (!current) return;
    const protocol = [...list.children].find(group => group.dataset.group === (current.protocol || noProtocol));
    if (!protocol) return;
    protocol.open = true;
    protocol.dispatchEvent(new Event('toggle'));
    const file = [...protocol.querySelectorAll('details')].find(group => group.dataset.group === current.place[0]);
    if (!file) return;
    file.open = true;
    file.dispatchEvent(new Event('toggle'));
    const own = file.querySelector(`a[data-key="${current.key}"]`);
    if (own) { own.setAttribute('aria-current', 'true'); own.scrollIntoView({ block: 'nearest' }); }
  }

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    shown = reports.filter(report => !hiddenLevels.has(report.level) && words.every(word => report.text.includes(word)));
    drawList();
    told.textContent = words.length ? count(shown.length, 'report') + ' found' : '';
    const parts = [count(shown.length, 'report'), count(data.projects, 'project')];
    if (data.lines) parts.push(`${data.lines.toLocaleString('en')} lines`);
    if (data.known) parts.push(`${data.known} in the baseline`);
    document.getElementById('summary').textContent = (shown.length !== reports.length ? `${parts[0]} of ${reports.length.toLocaleString('en')}` : parts[0]) + ' · ' + parts.slice(1).join(' · ');
  }

  // ---- one report

  function open(report, focus) {
    current = report;
    stop = -1;
    const rule = data.rules[report.rule] || { title: report.rule };
    const article = make('article', { 'aria-label': `${report.rule} in ${report.place[0]}, line ${report.place[1]}` },
      make('div', { class: 'badges' }, make('span', { class: 'badge ' + report.level }, report.level), make('span', {}, report.rule),
        report.protocol ? make('span', {}, '· protocol ', make('b', {}, report.protocol)) : null, report.project ? make('span', {}, '· ' + report.project) : null),
      make('h2', {}, rule.title),
      make('p', { class: 'message' }, report.message),
      make('p', { class: 'where code' }, `${report.place[0]}:${report.place[1]}${report.member ? '  in ' + report.member : ''}`));
    const stops = report.stops || [{ place: report.place, label: '', member: null, role: 'report' }];
    article.append(make('h3', {}, report.stops ? 'The path' : 'Source'));
    if (report.stops) article.append(tools(stops.length));
    article.append(path(report, stops));
    const reasons = report.ladder ? report.ladder.rungs.filter(rung => rung.because) : [];
    if (reasons.length) article.append(make('h3', {}, 'Why the steps are needed'), make('ul', { class: 'because' }, ...reasons.map(rung => make('li', {}, make('b', {}, rung.name), ' because ' + rung.because))));
    if (report.fix) article.append(make('h3', {}, 'Fix'), make('p', { class: 'message' }, report.fix.title), diff(report.fix.changes));
    if (rule.cause) article.append(make('h3', {}, 'About ' + report.rule), make('div', { class: 'rule' }, make('p', {}, plain(rule.cause)), rule.fix ? make('p', {}, plain(rule.fix)) : null, make('p', {}, make('a', { href: rule.link, rel: 'noreferrer' }, 'The whole page'))));
    main.replaceChildren(article);
    main.scrollTop = 0;
    document.title = `${report.rule} · ${report.place[0]}:${report.place[1]} · EntryPath`;
    markCurrent();
    if (focus) main.focus({ preventScroll: true });
  }

  const plain = text => text.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replace(/[`*]/g, '');

  function tools(length) {
    return make('div', { class: 'tools' },
      make('button', { type: 'button', id: 'back', onclick: () => step(-1), disabled: true }, '‹ Back'),
      make('button', { type: 'button', id: 'next', onclick: () => step(1) }, 'Next stop ›'),
      make('span', { id: 'at' }, count(length, 'stop')), make('span', {}, make('kbd', {}, 'n'), ' ', make('kbd', {}, 'p'), ' follow the path, ', make('kbd', {}, 'j'), ' ', make('kbd', {}, 'k'), ' other reports'));
  }

  function step(by) {
    const rows = [...main.querySelectorAll('tr.stop')];
    if (rows.length === 0) return;
    stop = Math.min(rows.length - 1, Math.max(0, stop + by));
    rows.forEach((row, index) => index === stop ? row.setAttribute('aria-current', 'step') : row.removeAttribute('aria-current'));
    rows[stop].scrollIntoView({ block: 'nearest' });
    rows[stop].focus({ preventScroll: true });
    main.querySelector('#at').textContent = `Stop ${stop + 1} of ${rows.length}`;
    main.querySelector('#back').disabled = stop === 0;
    main.querySelector('#next').disabled = stop === rows.length - 1;
    told.textContent = `Stop ${stop + 1} of ${rows.length}: ${rows[stop].dataset.label}`;
  }

  // The path as a table: a row for each line, a column for each step of the protocol.
  function path(report, stops) {
    const rungs = report.ladder ? report.ladder.rungs : [];
    const rows = [];
    stops.forEach((own, index) => {
      const [file, line] = own.place;
      const before = index > 0 ? stops[index - 1] : null;
      const source = data.sources[file] || {};
      const indent = Math.min(...stops.filter(other => other.place[0] === file && other.member === own.member).map(other => margin((data.sources[file] || {})[other.place[1]] || '')));
      let from = line - 2;
      if (before && before.place[0] === file && before.member === own.member && before.place[1] <= line) from = Math.max(from, before.place[1] + 1);
      if (own.role === 'later') rows.push(gap('Not on the path:', rungs, index));
      else if (!before || before.place[0] !== file || before.member !== own.member) rows.push(gap([own.member ? 'in ' + own.member : '', !before || before.place[0] !== file ? file : ''].filter(Boolean).join(', '), rungs, index));
      else if (before.place[1] > line) rows.push(gap('back to', rungs, index));
      else if (before.place[1] + 3 < line) rows.push(gap('⋮', rungs, index));
      for (let number = Math.max(1, from); number < line; number++) {
        if (isTelling(source[number]) && !(before && before.place[0] === file && before.place[1] >= number && before.member === own.member)) rows.push(context(number, source[number], rungs, index, indent));
      }
      rows.push(stopRow(report, own, index, source[line] || '', rungs, indent));
      const after = stops[index + 1];
      if (!after || after.place[0] !== file || after.member !== own.member || after.place[1] > line + 3) {
        for (let number = line + 1; number <= line + (after ? 1 : 2); number++)
          if (isTelling(source[number])) rows.push(context(number, source[number], rungs, index + 1, indent));
      }
    });
    const table = make('table', {},
      make('caption', { class: 'hidden' }, report.ladder ? `The path, with what was in effect of protocol ${report.ladder.protocol} at each line` : 'The source'),
      make('thead', {}, make('tr', {}, make('th', { class: 'number', scope: 'col' }, make('span', { class: 'hidden' }, 'Line')), ...rungs.map(rung => make('th', { scope: 'col', class: 'rung' + (rung.marks.some(mark => mark[2]) ? ' wrong' : '') }, make('span', {}, rung.name))),
        make('th', { scope: 'col', class: 'title' }, report.ladder ? `${report.ladder.protocol}, ${report.ladder.ordered ? 'in order' : 'in any order'}` : ''))),
      make('tbody', {}, ...rows));
    const shell = make('div', { class: 'path', role: 'region', tabindex: '0', 'aria-label': 'The path' }, table);
    if (rungs.length) shell.append(make('ul', { class: 'legend', 'aria-hidden': 'true' }, make('li', {}, '● performed'), make('li', {}, '┃ in effect'), make('li', {}, '○ undone'), make('li', {}, '× voided or used up'), make('li', {}, '◌ too early to count'), make('li', {}, '! reported')));
    return shell;
  }

  // A brace by itself tells nothing.
  const isTelling = text => text !== undefined && /[^\s{}();]/.test(text);
  const margin = text => text.length - text.trimStart().length;

  // Between stops a rail goes on as the stop before left it.
  function railOf(rung, index) { return index > 0 && rung.marks[index - 1][1] === true; }

  function rails(rungs, index) {
    return rungs.map(rung => make('td', { class: 'mark' + (railOf(rung, index) ? ' from to' : ''), 'aria-hidden': 'true' }));
  }

  function gap(text, rungs, index) {
    return make('tr', { class: 'gap' }, make('th', { class: 'number' }), ...rails(rungs, index), make('td', { class: 'source' }, text));
  }

  function context(number, text, rungs, index, indent) {
    return make('tr', { class: 'context' }, make('th', { class: 'number code' }, String(number)), ...rails(rungs, index), make('td', { class: 'source' }, make('span', { class: 'code' }, text.slice(Math.min(indent, margin(text))))));
  }

  function stopRow(report, own, index, text, rungs, indent) {
    const [, line, column, endLine, endColumn] = own.place;
    const end = endLine === line ? endColumn - 1 : text.length;
    const code = make('span', { class: 'code' }, text.slice(indent, column - 1), make('mark', {}, text.slice(column - 1, end)), text.slice(end));
    const label = own.label ? make('span', { class: 'label' }, make('b', { 'aria-hidden': 'true' }, make('i', {}, own.role === 'report' ? '!' : own.role === 'later' ? '…' : String(index + 1))), own.label) : null;
    const marks = rungs.map(rung => {
      const [change, inEffect, isWrong, words] = rung.marks[index];
      const kind = isWrong ? 'wrong' : change === 'performed' ? 'performed' : change === 'undone' ? 'undone' : change === 'too-early' ? 'early' : change === 'used-up' ? 'used' : change ? 'voided' : '';
      const sign = isWrong ? '!' : kind === 'voided' || kind === 'used' ? '×' : '';
      return make('td', { class: 'mark' + (railOf(rung, index) ? ' from' : '') + (inEffect === true ? ' to' : ''), title: `${rung.name}: ${words}` },
        kind ? make('i', { class: kind, 'aria-hidden': 'true' }, sign) : null, make('span', { class: 'hidden' }, words));
    });
    return make('tr', { class: `stop ${own.role}`, tabindex: '-1', 'data-label': `line ${line}, ${own.label}` }, make('th', { class: 'number code', scope: 'row' }, String(line)), ...marks, make('td', { class: 'source' }, code, label));
  }

  function diff(changes) {
    const files = groups(changes, change => change[1]);
    return make('div', { class: 'diff code' }, ...files.flatMap(([file, own]) => [make('div', {}, file), ...own.map(([sign, , number, text]) =>
      make('div', { class: sign === '+' ? 'in' : 'out' }, make('span', { class: 'hidden' }, sign === '+' ? 'added ' : 'removed '), `${sign} ${sign === '-' ? String(number).padStart(4) : '    '}  ${text}`))]));
  }

  // ---- around it

  function route(focus) {
    const report = byKey.get(decodeURIComponent(location.hash.slice(1)));
    if (report) open(report, focus);
    else if (!current) welcome();
  }

  function welcome() {
    main.replaceChildren(make('div', { class: 'empty' }, make('h2', {}, reports.length === 0 ? 'Nothing to report' : 'Choose a report'),
      make('p', {}, reports.length === 0 ? 'Every path keeps the order that its protocol declares.' : make('span', {}, 'from the list, or press ', make('kbd', {}, 'j')))));
  }

  function move(by) {
    if (shown.length === 0) return;
    const at = current ? shown.indexOf(current) : by > 0 ? -1 : shown.length;
    const next = shown[Math.min(shown.length - 1, Math.max(0, at + by))];
    history.replaceState(null, '', '#' + next.key);
    open(next, true);
  }

  addEventListener('hashchange', () => route(true));
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === search) { if (event.key === 'Escape') { search.value = ''; filter(); main.focus(); } return; }
    const act = { '/': () => search.focus(), j: () => move(1), k: () => move(-1), n: () => step(1), p: () => step(-1) }[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  search.addEventListener('input', filter);

  const present = levels.filter(level => reports.some(report => report.level === level));
  if (present.length > 1) {
    document.getElementById('levels').append(...present.map(level => make('button', { type: 'button', 'aria-pressed': 'true', onclick: event => {
      hiddenLevels.has(level) ? hiddenLevels.delete(level) : hiddenLevels.add(level);
      event.currentTarget.setAttribute('aria-pressed', String(!hiddenLevels.has(level)));
      filter();
    } }, `${level} ${reports.filter(report => report.level === level).length}`)));
  }

  const theme = document.getElementById('theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  let chosen = 'system';
  try { chosen = localStorage.getItem('entrypath-theme') || 'system'; } catch { /* a page on disk may have no storage */ }
  function paint() {
    document.documentElement.classList.toggle('dark', chosen === 'dark' || (chosen === 'system' && system.matches));
    theme.setAttribute('aria-label', `Colours: ${chosen === 'system' ? 'as the system' : chosen}`);
    theme.textContent = chosen === 'dark' ? '●' : chosen === 'light' ? '○' : '◐';
  }
  theme.addEventListener('click', () => {
    chosen = { system: 'dark', dark: 'light', light: 'system' }[chosen];
    try { localStorage.setItem('entrypath-theme', chosen); } catch { /* as above */ }
    paint();
  });
  system.addEventListener('change', paint);
  paint();

  if (data.problems.length) {
    const box = document.getElementById('problems');
    box.hidden = false;
    box.append(make('b', {}, 'Not everything could be checked.'), make('ul', {}, ...data.problems.map(problem => make('li', {}, `${problem.subject}: ${problem.reason}`))));
  }
  filter();
  route(false);
  if (!current && reports.length > 0) { open(reports[0], false); }
})();
