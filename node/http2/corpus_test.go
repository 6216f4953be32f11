package http2

const corpus60 = `server session
ssession connect
csession connect
creq ready
creq finish
csession remoteSettings
ssession remoteSettings
server stream
ssession localSettings
sstream end
sstream finish
sstream close
csession localSettings
creq response
creq data
creq end
creq close
-- client.close()
ssession goaway
ssession goaway
ssession close
csession close
close cb
-- server.close()
server closed
`
