// title: Which certificate a client believes
// notice: altnames, an authority of one's own, checkServerIdentity and what authorized says
// source: lib/tls.js checkServerIdentity
// min: 18.0.0
'use strict';
const tls = require('tls');
const log = (...a) => console.log(...a);
const server = tls.createServer({ key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLkS7mv6fjUlnw1Hv
fU5ttY+YS5NOe9RqdBe5kFFColehRANCAASXQgrepeozlyX4RnE1FXgHT8UpQd0d
5b3Rt93TpQojRSk/0ghleOHylPqNnHp/MRRvD5/74tMXwN9YLiyApsFU
-----END PRIVATE KEY-----`, cert: `-----BEGIN CERTIFICATE-----
MIIB0jCCAXigAwIBAgICIAIwCgYIKoZIzj0EAwIwTjELMAkGA1UEBhMCQVQxDTAL
BgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxpbmUxGzAZBgNVBAMTEkZpbmlz
aGxpbmUgVGVzdCBDQTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFow
RTELMAkGA1UEBhMCQVQxDTALBgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxp
bmUxEjAQBgNVBAMTCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
BJdCCt6l6jOXJfhGcTUVeAdPxSlB3R3lvdG33dOlCiNFKT/SCGV44fKU+o2cen8x
FG8Pn/vi0xfA31guLICmwVSjTTBLMAwGA1UdEwEB/wQCMAAwHwYDVR0jBBgwFoAU
SQDGq1I0144xg1sS6de9KkU189IwGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAAB
MAoGCCqGSM49BAMCA0gAMEUCIQD3kNSB0yCorBdymhr8aXCs3XHJQFtfCxFDGhoE
qfnVywIgHczywjoFfOYcpJgIsaDNQpmEAnnLUTCoircT+THLJTg=
-----END CERTIFICATE-----` }, (s) => { s.end('x'); });
const ca = `-----BEGIN CERTIFICATE-----
MIIB0DCCAXagAwIBAgICIAEwCgYIKoZIzj0EAwIwTjELMAkGA1UEBhMCQVQxDTAL
BgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxpbmUxGzAZBgNVBAMTEkZpbmlz
aGxpbmUgVGVzdCBDQTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFow
TjELMAkGA1UEBhMCQVQxDTALBgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxp
bmUxGzAZBgNVBAMTEkZpbmlzaGxpbmUgVGVzdCBDQTBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABM9NHCcgmkbWfQnwDuoDPgrXugMz8OzVb+ONjTd7R49b2ZQwnBDM
wuriQfy6TYb8DHYCtLFDe4UhE8VHwp10Ui2jQjBAMA4GA1UdDwEB/wQEAwIBBjAP
BgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRJAMarUjTXjjGDWxLp170qRTXz0jAK
BggqhkjOPQQDAgNIADBFAiEAr9Kbs9STdBfWGFlh1VG6LJb+CFUF8tNZKQnr2cEF
dToCIF+6cGNdnyJ+/XIUfDq729MrvNbEj6BGq2VLrFbu0PaJ
-----END CERTIFICATE-----`;
server.listen(0, '127.0.0.1', () => {
  const port = server.address().port;
  const cases = [{ ca, servername: 'localhost' }, { ca, host: 'localhost' }, { ca, servername: 'example.org' }, { servername: 'localhost' }, { ca, host: '127.0.0.1' },
    { ca, servername: 'localhost', checkServerIdentity: (h, c) => { log('check', h, c.subject.CN, c.subjectaltname); } },
    { ca, servername: 'localhost', checkServerIdentity: () => { const e = new Error('no way'); e.code = 'NOWAY'; return e; } },
    { ca, servername: 'nope.example', rejectUnauthorized: false }];
  (function next(i) {
    if (i === cases.length) return server.close(() => log('closed'));
    const c = tls.connect(Object.assign({ port, host: '127.0.0.1' }, cases[i]));
    c.on('secureConnect', () => log(i, 'secureConnect', c.authorized, c.authorizationError, c.servername));
    c.on('error', (e) => log(i, 'error', e.code, e.message, e.reason, e.host, Object.keys(e).join()));
    c.on('data', () => {});
    c.on('end', () => log(i, 'end'));
    c.on('close', (had) => { log(i, 'close', had, c.authorized, c.authorizationError); next(i + 1); });
  })(0);
});
