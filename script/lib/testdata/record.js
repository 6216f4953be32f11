// Records what real Node answers to the expressions in testdata/*.txt.
// Usage: sh record.sh
'use strict';
const fs = require('fs'), path = require('path');
const answer = eval(fs.readFileSync(path.join(__dirname, 'answer.js'), 'utf8'));
const out = {};
for (const file of fs.readdirSync(__dirname).filter((f) => f.endsWith('.txt')).sort()) {
  for (const line of fs.readFileSync(path.join(__dirname, file), 'utf8').split('\n')) {
    if (line !== '' && !line.startsWith('#')) out[line] = answer(line, require, require('util').format);
  }
}
process.stdout.write(JSON.stringify(out, null, 1).replace(/[\u007f-\uffff]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0')) + '\n');
