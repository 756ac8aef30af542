import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { TestEnvironment } from 'jest-environment-node';

/** How Interlock names a folder that it makes in the temporary folder for the time of one call. */
const ofTheProduct = /^interlock-git-/;

/**
 * Gives each test file a temporary folder of its own, which goes with the file. What the tests leave there is removed;
 * what Interlock itself left there fails the file. The name is short: sockets are made in it.
 */
export default class OwnTemporaryFolder extends TestEnvironment {
  readonly #outer: string | undefined;
  readonly #folder: string;
  readonly #file: string;

  constructor(...given: ConstructorParameters<typeof TestEnvironment>) {
    // the copy of the environment that the tests see is made by the parent class
    const folder = mkdtempSync(join(tmpdir(), 'ilt-'));
    const outer = process.env['TMPDIR'];
    process.env['TMPDIR'] = folder;
    super(...given);
    this.#folder = folder;
    this.#outer = outer;
    this.#file = given[1].testPath;
  }

  override async teardown(): Promise<void> {
    await super.teardown();
    if (this.#outer === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = this.#outer;
    const left = readdirSync(this.#folder).filter((name) => ofTheProduct.test(name));
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    if (left.length > 0)
      throw new Error(`Interlock left in the temporary folder of ${basename(this.#file)}: ${left.join(', ')}`);
  }
}
