import { fail, ok, type Result } from '@interlock/core/failure';
import { parseRequest, type RequestFile } from '@interlock/core/request';
import { oneLine } from '@interlock/core/text';
import { runGit } from '../git/index.ts';
import { readDocument, readDocuments, writeDocument, type Documents } from './documents.ts';
import type { LocalRepository } from './local-repository.ts';

const folder = 'refs/interlock/requests/';
const fileName = 'request.json';

export interface StoredRequest {
  readonly request: RequestFile;
  readonly documents: Documents;
}

export function requestReference(number: number): string {
  return `${folder}${number}`;
}

export async function loadRequest(repository: LocalRepository, number: number): Promise<Result<StoredRequest>> {
  if (!Number.isSafeInteger(number) || number < 1)
    return fail('usage', 'The number of a request is a whole number from 1.');
  const documents = await readDocuments(repository, requestReference(number));
  if (!documents.ok) return documents;
  const text = await readDocument(repository, documents.value, fileName);
  if (!text.ok) return text;
  if (text.value === undefined)
    return fail('bad-repository', `There is no request ${number} in the local forge.`, {
      file: repository.gitDirectory,
      hint: 'Check the number of the request and the repository.',
    });
  const request = parseRequest(text.value, `${requestReference(number)}:${fileName}`);
  return request.ok ? ok({ request: request.value, documents: documents.value }) : request;
}

/** Writes the commit that holds this request; nothing points at it yet. */
export function writeRequest(
  repository: LocalRepository,
  documents: Documents,
  { request, message }: { readonly request: RequestFile; readonly message: string },
): Promise<Result<string>> {
  return writeDocument(repository, documents, { name: fileName, value: request, message });
}

/** Numbers of all requests, ascending. */
export async function requestNumbers({ gitDirectory }: LocalRepository): Promise<Result<readonly number[]>> {
  const listed = await runGit(gitDirectory, ['for-each-ref', '--format=%(refname)', folder]);
  if (!listed.ok) return listed;
  const names = listed.value.toString().split('\n').slice(0, -1);
  const wrong = names.find((name) => !/^[1-9]\d{0,14}$/.test(name.slice(folder.length)));
  if (wrong !== undefined)
    return fail('bad-repository', `${oneLine(wrong)} is not the name of a request.`, {
      hint: 'Delete this reference: Interlock has not made it.',
    });
  return ok(names.map((name) => Number(name.slice(folder.length))).toSorted((one, other) => one - other));
}
