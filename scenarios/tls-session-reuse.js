// title: A TLS session that is used again
// notice: two tickets after a full handshake, none after a resumed one
// source: RFC 8446 section 4.6.1
// min: 18.0.0
'use strict';
const tls = require('tls');
const log = (...a) => console.log(...a);
const maxVersion = process.argv[2] || 'TLSv1.3';
const server = tls.createServer({ key: `-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDTYjhOYE/w2bFL
Jl9t68Gw2hPWLth2VMtCKmauAZdXO6Sz1rCAlLpmlaZu+T60PNMuR5QWV15vshzH
SfoT7dirRah4AiABIUAaJqYnQRsCA/hQHiEkLubvcWDKtC8OtZGBGI9XixUOhvXe
8p1JatK1m5uSNf6FAXH7nh/cSwB19gRCtycef2zBG/BmPz6FpJIEY82OocOD5EvP
XtCE1urrRjseBKIXKpd/FAFQTdUJpEev4gDye7yfrdXS4DKcOumqUPxfG31XIlH2
02hL5IkW44zYy5cS1QiPIwmqL4+hleVNIltRRk1BZAiIqHnS/2FMo4S/Db8t0kyP
6GV4itoHAgMBAAECggEAWsxq8Uevrv5jiKtP/JBzX7sdIDh5JMMhmCdMedwXHRJy
mglTQbghJWWM20hW5ebms49tjfczinkQoY4mTJ8zHcbLKdmH09Rri5AkeOIfbssz
w35dsAQxkJK8B/ZD7GaTvMdG80y728SfIohGhb3MCtRvi+uDi7BmPLXca60P4prl
GFZ96v+T7TgDqySE6YWTKhUpV9ECBMjSz30cDb1jCUcoeQayAYnnk4Ybb9chhM3q
9+cJzxhSYDrw2iJaD4bXDVEiyGrB0qyRjhKhl+MDVXcRTek411+uwb1ep/O0vA/o
WdPZGfwIzBDTQKhrE5uiQhRCCbZMJIV2dJT5hZ5vQQKBgQDW0pxpflCVmcDfvNlj
UgajsLxZrrErkH8Hi5eTep8ZqYtNIheP+Y9iHa6+PGAVZQTRtwRYBnVc5XTioUGY
ckcloJ4HPiDGmWhCy1xH6QnObb1mvIVJJU3Uv1oT32KvpN64dWJciYUvpk7U7IWE
/OOhYVXoB3TgZaHKPedSrzc5IQKBgQD75trx/hcdiFnUUFAqwQMhOlx6tqjolBNc
wrqJ3aeCeua39xPYtEqnilITDctX62oODwlZYuE/qq2hyQnvSszLI4PCfUt7oJ0q
hvmGmI6VqanpSDhiT44A3UB1VtCBmHD3l4AX+MAnWCfgnYfoxMTlV8KqrSwuqekh
xVijBJ5mJwKBgFe4LohhPPSpkPmLetU0pGNpArA4Rj48xbJGDQH6u0bWVXyMpER1
KlhtOHKT4sQ5uMsNyadME9Z4F8+G+2sNlwHFYWIhu259K/bCZY8zmH6DjyiJaH+i
zPJHpLeiqwB/+TYnMKAKw6jeZyhI4IiaXzUBsvuJN+99cKBNwMyhoZIhAoGAfFK2
soJ+NBQsiY3N0xwJiGe+Zs4p1Qfn+nsdB5f+6XXw0tC92dE5mzC4SzEer9i/MgsX
ySb1FrANG/EV1yUqqANyLxYZn/1oNCoDkvtOO+1Nr5X2RgcPhbus6XycUanD7161
WJ9rbr+ihsgY4LfkmXBT4lqvmKRBLGqy0VohNzcCgYEAz3O+4/Om7N0r0CxxbQ6u
gxaRFC9E5EMM9dBdzNLsoaeBnQl6kTxL7/xyM5XeZbZXQ4SOsoecm3LUFehOLYw8
WLALuEbbPPL+masn0Pq4MIoIqb5pVmHRJKpSo83vw8W5uir9m6StfzOSZ4XeS04Y
Kn/ay5q9y8gY64rv6g28aM0=
-----END PRIVATE KEY-----`, cert: `-----BEGIN CERTIFICATE-----
MIIDNDCCAhygAwIBAgICEAIwDQYJKoZIhvcNAQELBQAwRTELMAkGA1UEBhMCQVQx
DTALBgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxpbmUxEjAQBgNVBAMTCWxv
Y2FsaG9zdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowRTELMAkG
A1UEBhMCQVQxDTALBgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxpbmUxEjAQ
BgNVBAMTCWxvY2FsaG9zdDCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEB
ANNiOE5gT/DZsUsmX23rwbDaE9Yu2HZUy0IqZq4Bl1c7pLPWsICUumaVpm75PrQ8
0y5HlBZXXm+yHMdJ+hPt2KtFqHgCIAEhQBompidBGwID+FAeISQu5u9xYMq0Lw61
kYEYj1eLFQ6G9d7ynUlq0rWbm5I1/oUBcfueH9xLAHX2BEK3Jx5/bMEb8GY/PoWk
kgRjzY6hw4PkS89e0ITW6utGOx4Eohcql38UAVBN1QmkR6/iAPJ7vJ+t1dLgMpw6
6apQ/F8bfVciUfbTaEvkiRbjjNjLlxLVCI8jCaovj6GV5U0iW1FGTUFkCIioedL/
YUyjhL8Nvy3STI/oZXiK2gcCAwEAAaMsMCowDAYDVR0TAQH/BAIwADAaBgNVHREE
EzARgglsb2NhbGhvc3SHBH8AAAEwDQYJKoZIhvcNAQELBQADggEBAMu0g7AikIAG
vfAnxQGosjjQ8n60He3UOZfP0ACRAItwxdqR3hF1C62DSpoXinBKtfuNm2BbPxBg
4UON9vdFLjDDjSQH2yNrVmUja3RZ3t5pLvno9Yb0hBVT1D7tbjtFGrIg9WWyjHnt
hC7PmmWMNv6rljxyTpeUXtg+3jy7wdXetkztg7li7oLUuxgcqiUKlNqwixnVP5io
u1UObh7uicaln8baOqxXJ/G2zFL2VBZyo9AU+bw2xLmu6Ily28Uo9wQmt8eyA+s8
vbSooI8Cp9oJqc4Lp+2fBP5hk70AwnrNiDyp7hGe5KWG9dYZj7MErxiojD+XMje9
CAtm5w7ElQQ=
-----END CERTIFICATE-----`, maxVersion }, (s) => { log('server reused', s.isSessionReused(), s.authorized, s.getSession() && Buffer.isBuffer(s.getSession())); s.on('data', (d) => s.end(d)); });
server.listen(0, '127.0.0.1', () => {
  let session;
  (function next(i) {
    if (i === 3) return server.close();
    const c = tls.connect({ port: server.address().port, host: '127.0.0.1', ca: `-----BEGIN CERTIFICATE-----
MIIDNDCCAhygAwIBAgICEAIwDQYJKoZIhvcNAQELBQAwRTELMAkGA1UEBhMCQVQx
DTALBgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxpbmUxEjAQBgNVBAMTCWxv
Y2FsaG9zdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowRTELMAkG
A1UEBhMCQVQxDTALBgNVBAcTBFdpZW4xEzARBgNVBAoTCkZpbmlzaGxpbmUxEjAQ
BgNVBAMTCWxvY2FsaG9zdDCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEB
ANNiOE5gT/DZsUsmX23rwbDaE9Yu2HZUy0IqZq4Bl1c7pLPWsICUumaVpm75PrQ8
0y5HlBZXXm+yHMdJ+hPt2KtFqHgCIAEhQBompidBGwID+FAeISQu5u9xYMq0Lw61
kYEYj1eLFQ6G9d7ynUlq0rWbm5I1/oUBcfueH9xLAHX2BEK3Jx5/bMEb8GY/PoWk
kgRjzY6hw4PkS89e0ITW6utGOx4Eohcql38UAVBN1QmkR6/iAPJ7vJ+t1dLgMpw6
6apQ/F8bfVciUfbTaEvkiRbjjNjLlxLVCI8jCaovj6GV5U0iW1FGTUFkCIioedL/
YUyjhL8Nvy3STI/oZXiK2gcCAwEAAaMsMCowDAYDVR0TAQH/BAIwADAaBgNVHREE
EzARgglsb2NhbGhvc3SHBH8AAAEwDQYJKoZIhvcNAQELBQADggEBAMu0g7AikIAG
vfAnxQGosjjQ8n60He3UOZfP0ACRAItwxdqR3hF1C62DSpoXinBKtfuNm2BbPxBg
4UON9vdFLjDDjSQH2yNrVmUja3RZ3t5pLvno9Yb0hBVT1D7tbjtFGrIg9WWyjHnt
hC7PmmWMNv6rljxyTpeUXtg+3jy7wdXetkztg7li7oLUuxgcqiUKlNqwixnVP5io
u1UObh7uicaln8baOqxXJ/G2zFL2VBZyo9AU+bw2xLmu6Ily28Uo9wQmt8eyA+s8
vbSooI8Cp9oJqc4Lp+2fBP5hk70AwnrNiDyp7hGe5KWG9dYZj7MErxiojD+XMje9
CAtm5w7ElQQ=
-----END CERTIFICATE-----`, servername: 'localhost', session }, () => { log('secureConnect', c.isSessionReused(), c.authorized, Object.keys(c.getPeerCertificate()).length > 0); setTimeout(() => c.write('x'), 20); });
    c.on('session', (x) => { log('session', Buffer.isBuffer(x)); session = x; });
    c.on('keylog', (l) => log('keylog', String(l).split(' ')[0]));
    c.on('data', () => {}); c.on('close', () => next(i + 1));
  })(0);
});
