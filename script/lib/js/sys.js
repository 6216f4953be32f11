// sys is util's first name.
'use strict';
const util = internal('versions').sysNamesNodeUtil ? '`node:util`' : 'util';
internal('process').warn(`sys is deprecated. Use ${util} instead.`, 'DeprecationWarning', 'DEP0025');
module.exports = require('util');
