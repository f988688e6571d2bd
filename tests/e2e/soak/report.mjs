// A soak's result as a person reads it.

const pad = (cells, widths) => cells.map((cell, at) => (at === 0 ? String(cell).padEnd(widths[at]) : String(cell).padStart(widths[at]))).join('  ').trimEnd();

function table(head, rows) {
	const all = [head, ...rows], widths = head.map((_, at) => Math.max(...all.map((row) => String(row[at]).length)));
	return all.map((row) => pad(row, widths)).join('\n');
}

const percent = ([a, b]) => `${b >= a ? '+' : ''}${((b / a - 1) * 100).toFixed(1)} %`;
const MiB = (bytes) => (bytes / 2 ** 20).toFixed(1);
const ms = (time) => (time ?? NaN).toFixed(1), times = (ratio) => (Number.isFinite(ratio) ? `× ${ratio.toFixed(2)}` : '-');

export function report(told) {
	const [from, to] = told.databases, seconds = (to?.at - from?.at) / 1000;
	return [
		'',
		table(['process', 'private KiB', 'last', '', 'RSS', 'last', '', 'fds', 'last', 'CPU s'], told.processes.map((row) =>
			[row.key, row.private[0], row.private[1], percent(row.private), row.rss[0], row.rss[1], percent(row.rss), ...row.fds, row.cpu.toFixed(1)])),
		'',
		table(['kind', 'answers', 'p95 ms', 'last', 'drift', 'to yardstick', 'at least'], told.times.map((row) =>
			[row.kind, row.asked, ms(row.first), ms(row.last), times(row.drift), times(row.own), times(row.least)])),
		'',
		table(['table', 'rows', 'last', 'dead, most', 'last', 'MiB', 'last', 'indexes', 'last', 'vacuums'], told.tables.map((row) =>
			[row.table, ...row.live, ...row.dead, ...row.bytes.map(MiB), ...row.indexes.map(MiB), row.vacuums])),
		'',
		`${told.answers} answers in ${told.seconds} s, ${told.again} sent once more on a new connection; ${told.letters} letters (${MiB(told.letter_bytes)} MiB)`,
		`log rotated ${told.rotated} times, ${told.lines} lines; certificate replaced ${told.replaced} times; ${told.streams.heard} events heard, pages came again ${told.streams.ended} times, ${told.missed} missed`,
		`transactions: idle at most ${told.idle.toFixed(1)} s, longest ${told.longest.toFixed(1)} s; jobs late at most ${told.late.toFixed(1)} s; zombies ${told.zombies}`,
		`database ${MiB(from?.size)} to ${MiB(to?.size)} MiB; WAL ${MiB((to?.wal - from?.wal) / seconds * 3600)} MiB an hour, kept ${MiB(from?.walKept)} to ${MiB(to?.walKept)} MiB`,
		`disk, KiB: ${Object.entries(told.disks[0]).map(([name, kb]) => `${name} ${kb} to ${told.disks[1][name]}`).join(', ')}`,
		...told.breaches.slice(0, 40).map((line) => `    BREACH ${line}`),
		told.breaches.length === 0 ? `soaked for ${told.time}: nothing grew, slowed down or failed` : `soaked for ${told.time}: ${told.breaches.length} breaches`,
	].join('\n');
}
