// title: A server that asks for a certificate
// notice: with TLS 1.3 the client is secure before it learns that it is refused
// source: RFC 8446 section 4.3.2
// min: 18.0.0
'use strict';
const tls = require('tls');
const log = (...a) => console.log(...a);
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
function run(so, co, done) {
  const server = tls.createServer(Object.assign({ key: `-----BEGIN PRIVATE KEY-----
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
-----END CERTIFICATE-----`, ca, requestCert: true }, so), (s) => { log('secureConnection', s.authorized, s.authorizationError, s.getPeerCertificate().subject); s.end('ok'); });
  server.on('tlsClientError', (e) => log('tlsClientError', e.code, e.reason));
  server.listen(0, '127.0.0.1', () => { const c = tls.connect(Object.assign({ port: server.address().port, host: '127.0.0.1', servername: 'localhost', ca }, co), () => log('secureConnect', c.authorized));
    c.on('error', (e) => log('error', e.code, e.reason)); c.on('data', (d) => log(String(d))); c.on('end', () => log('end')); c.on('close', (h) => { log('close', h); server.close(done); }); });
}
const good = { key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJR5pLNNI4iUalDfg
CqmL9Hf94DDKeFKK+1DiMhq1ryWhRANCAATDw0rrBIlaD26boq7PL64GOR7WNmRE
f4aC65N5b7CCx40cUjBVFglRPz5vnS37sU6fQha4+qYrBxXtViq9DJWf
-----END PRIVATE KEY-----`, cert: `-----BEGIN CERTIFICATE-----
MIIBtzCCAV2gAwIBAgICIAMwCgYIKoZIzj0EAwIwTjELMAkGA1UEBhMCQVQxDTAL
BgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxpbmUxGzAZBgNVBAMTEkZpbmlz
aGxpbmUgVGVzdCBDQTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFow
RjELMAkGA1UEBhMCQVQxDTALBgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxp
bmUxEzARBgNVBAMTCmNsaWVudCBvbmUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AATDw0rrBIlaD26boq7PL64GOR7WNmREf4aC65N5b7CCx40cUjBVFglRPz5vnS37
sU6fQha4+qYrBxXtViq9DJWfozEwLzAMBgNVHRMBAf8EAjAAMB8GA1UdIwQYMBaA
FEkAxqtSNNeOMYNbEunXvSpFNfPSMAoGCCqGSM49BAMCA0gAMEUCIQCnt9vrOqL/
U21BQNB9ntay5Kc6QS6hWLbvCvyTezyBrQIgQ5EJeXzHWzJrXkE4LGQa6LcyZxq4
cBvktrYs7WyE4Ck=
-----END CERTIFICATE-----` }, bad = { key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmlgYjbFgoAVDMr4s
+qX6ZyS/YguNh0lkfDTu0WmGSa+hRANCAASzTB2S1syVfTI3ewy1BcnywX70gzZQ
AEVPLVFwLk+s9qvnfjoLsGu4W9D3fBaPq4GySYldys/vDMqXiV6pRDKR
-----END PRIVATE KEY-----`, cert: `-----BEGIN CERTIFICATE-----
MIIByjCCAXCgAwIBAgICEAEwCgYIKoZIzj0EAwIwRTELMAkGA1UEBhMCQVQxDTAL
BgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxpbmUxEjAQBgNVBAMTCWxvY2Fs
aG9zdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowRTELMAkGA1UE
BhMCQVQxDTALBgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxpbmUxEjAQBgNV
BAMTCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLNMHZLWzJV9
Mjd7DLUFyfLBfvSDNlAARU8tUXAuT6z2q+d+Oguwa7hb0Pd8Fo+rgbJJiV3Kz+8M
ypeJXqlEMpGjTjBMMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFOaDsQaykbZd
9ebCpZNodzfDnqR6MBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAKBggqhkjO
PQQDAgNIADBFAiBpmVYzBlGpaeI7lforQAE7wjLG/ZiLBU2IU/tW2w8djAIhALTk
r3feeWx8HnMgAOTI8aLX/CS68Ag7mKzJwhFw3Hj9
-----END CERTIFICATE-----` };
run({}, good, () => run({}, bad, () => run({}, {}, () => run({ rejectUnauthorized: false }, bad, () => run({ rejectUnauthorized: false }, {}, () => run({ maxVersion: 'TLSv1.2' }, {}, () => log('done')))))));
