// dns.lookup as net asks it; nothing else of DNS exists in a simulated world.
'use strict';
const native = internal('dns');
const { make, argType, argValue, validateFunction } = require('internal/errors');

function options(o) {
  if (typeof o === 'number') o = { family: o };
  const family = o?.family === 'IPv4' ? 4 : o?.family === 'IPv6' ? 6 : o?.family ?? 0;
  if (![0, 4, 6].includes(family)) throw argValue('family', family, 'must be one of: 0, 4, 6');
  return { family, all: o?.all === true };
}

function lookup(hostname, opts, callback) {
  if (hostname && typeof hostname !== 'string') throw argType('hostname', 'string', hostname);
  if (typeof opts === 'function') [opts, callback] = [undefined, opts];
  validateFunction(callback, 'callback');
  const { family, all } = options(opts);
  native.lookup(hostname, family, (e, list) => {
    if (e !== null) return callback(e);
    const found = list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (all) callback(null, found);
    else callback(null, found[0].address, found[0].family);
  });
}
Object.defineProperty(lookup, Symbol.for('nodejs.util.promisify.args'), { value: ['address', 'family'], enumerable: false });

const missing = (name) => () => {
  throw make('Error', 'ERR_FINISHLINE_UNSUPPORTED', `dns.${name} is not supported by Finishline; see docs/supported.md for what is`);
};
const dns = module.exports = {
  lookup,
  getServers: () => ['127.0.0.1'],
  getDefaultResultOrder: () => 'verbatim',
  setDefaultResultOrder() {},
  NODATA: 'ENODATA', FORMERR: 'EFORMERR', SERVFAIL: 'ESERVFAIL', NOTFOUND: 'ENOTFOUND', REFUSED: 'EREFUSED', CONNREFUSED: 'ECONNREFUSED',
  TIMEOUT: 'ETIMEOUT', CANCELLED: 'ECANCELLED',
};
for (const name of ['resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveCaa', 'resolveCname', 'resolveMx', 'resolveNaptr', 'resolveNs',
  'resolvePtr', 'resolveSoa', 'resolveSrv', 'resolveTxt', 'reverse', 'lookupService', 'setServers', 'Resolver']) dns[name] = missing(name);

dns.promises = {
  lookup: (hostname, opts) => new Promise((resolve, reject) => {
    lookup(hostname, opts, (e, address, family) => (e ? reject(e) : resolve(Array.isArray(address) ? address : { address, family })));
  }),
  getServers: dns.getServers,
};
