// os: a machine with two cores, the same in every run.
'use strict';
const { uptime } = internal('os');
const numbers = require('internal/numbers').os;
const { argType } = require('internal/errors');

const cpu = () => ({ model: 'Finishline Virtual CPU', speed: 2000, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } });
const loopback = {
  lo: [
    { address: '127.0.0.1', netmask: '255.0.0.0', family: 'IPv4', mac: '00:00:00:00:00:00', internal: true, cidr: '127.0.0.1/8' },
  ],
};
const os = {
  arch: () => 'x64',
  availableParallelism: () => 2,
  cpus: () => [cpu(), cpu()],
  endianness: () => 'LE',
  freemem: () => 4294967296,
  getPriority: () => 0,
  homedir: () => '/root',
  hostname: () => 'finishline',
  loadavg: () => [0, 0, 0],
  networkInterfaces: () => structuredClone(loopback),
  platform: () => 'linux',
  release: () => '6.1.0',
  setPriority() {},
  tmpdir: () => '/tmp',
  totalmem: () => 8589934592,
  type: () => 'Linux',
  userInfo(options) {
    if (options !== undefined && (options === null || typeof options !== 'object')) throw argType('options', 'Object', options);
    return { uid: 0, gid: 0, username: 'root', homedir: '/root', shell: '/bin/sh' };
  },
  uptime,
  version: () => '#1 SMP Finishline',
  machine: () => 'x86_64',
};
for (const key of Object.keys(os)) Object.defineProperty(os[key], 'name', { value: key });
for (const key of ['arch', 'availableParallelism', 'endianness', 'freemem', 'homedir', 'hostname', 'platform', 'release', 'tmpdir', 'totalmem', 'type',
  'uptime', 'version', 'machine']) {
  os[key][Symbol.toPrimitive] = () => os[key]();
}
Object.defineProperties(os, {
  constants: { value: numbers, enumerable: true, configurable: false },
  EOL: { value: '\n', enumerable: true, configurable: true },
  devNull: { value: '/dev/null', enumerable: true, configurable: true },
});
module.exports = os;
