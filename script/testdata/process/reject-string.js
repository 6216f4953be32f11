async function q(){ await 1; throw 'str' } q();
