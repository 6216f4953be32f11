'use strict';

// What util.promisify(http2.connect) is.
exports.promised = (connect, rejects) => function(authority, options) {
  return new Promise((resolve, reject) => {
    const session = connect(authority, options, () => {
      if (rejects) session.removeListener('error', reject);
      resolve(session);
    });
    if (rejects) session.once('error', reject);
  });
};
