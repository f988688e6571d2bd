// usage: NODE_EXTRA_CA_CERTS=CERTIFICATE node tests/e2e/observatory.mjs
//
// Mozilla's HTTP Observatory (trust.md's R21) on pages of a running site: its own
// scan, over the network, of localhost. It wants at least 100 of each, and no test
// failed. What it would fetch when installed, the list of preloaded hosts, is
// empty here: ours is not on it.
import fs from 'node:fs';
import { modules } from '../clients/peer.mjs';
import { url } from './site.mjs';

const read = fs.readFileSync;
fs.readFileSync = (file, ...more) => (String(file).endsWith('hsts-preload.json') ? '{}' : read(file, ...more));
const { scan } = await modules('@mdn/mdn-http-observatory/src/scanner/index.js');

const scores = [];
for (const page of ['', 's/ribeira', 's/ribeira/book/reavaliacao', 'robots.txt']) {
	const { scan: { score, grade }, tests } = await scan(`${new URL(url).host}/${page}`);
	const failed = Object.entries(tests).filter(([, { pass }]) => !pass).map(([name, { result }]) => `${name}: ${result}`);
	if (score < 100 || failed.length > 0) {
		console.log(`/${page}: ${score} ${failed.join(', ')}`);
		process.exitCode = 1;
	}
	scores.push(`${score} (${grade})`);
}
console.log(`the Observatory gives ${scores.join(', ')}`);
