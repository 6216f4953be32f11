throw {a:1};
