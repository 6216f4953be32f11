// require('console') is the global console.
'use strict';
module.exports = internal('console').console();
