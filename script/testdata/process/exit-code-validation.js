try{process.exitCode='abc'}catch(e){console.log(e.code,e.message)}
try{process.exit('4')}catch(e){console.log(e.code,e.message)}
