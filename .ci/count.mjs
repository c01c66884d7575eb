// Prints "N passed, N failed" from vitest's JSON report and the number of failed checks; fails when anything failed or nothing ran.
import { readFileSync } from 'node:fs';

const [, , report, checks] = process.argv;
const failedChecks = Number(checks);
let passed = 3 - failedChecks;
let failed = failedChecks;
let ran = false;
try {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  );
  passed += numPassedTests;
  failed += numFailedTests + broken.length;
  ran = numPassedTests > 0;
} catch (error) {
  console.error(`no test report: ${error.message}`);
}
if (!ran) failed += 1;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
