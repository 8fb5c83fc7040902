// The spec reporter, followed by one plain line that any tool can read: "N passed, N failed, N skipped".
'use strict';

const { reporters } = require('mocha');

class Reporter extends reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    const skipped = pending > 0 ? `, ${pending} skipped` : '';
    process.stdout.write(`${passes} passed, ${failures} failed${skipped}\n`);
  }
}

module.exports = Reporter;
