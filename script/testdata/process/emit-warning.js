process.emitWarning('hey'); process.emitWarning('dep','DeprecationWarning','DEP999'); process.emitWarning('w2',{type:'Foo',code:'C1',detail:'some\ndetail'});
