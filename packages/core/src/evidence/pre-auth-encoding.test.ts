import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { preAuthEncoding } from './index.ts';

describe('preAuthEncoding', () => {
  it('gives the bytes of the vector in the DSSE protocol, whose signature verifies', () => {
    const coordinate = (value: bigint) =>
      Buffer.from(value.toString(16).padStart(64, '0'), 'hex').toString('base64url');
    const key = createPublicKey({
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: coordinate(46950820868899156662930047687818585632848591499744589407958293238635476079160n),
        y: coordinate(5640078356564379163099075877009565129882514886557779369047442380624545832820n),
      },
      format: 'jwk',
    });
    const bytes = preAuthEncoding('http://example.com/HelloWorld', Buffer.from('hello world'));
    expect(Buffer.from(bytes).toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
    const signature = 'A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==';
    expect(verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64'))).toBe(true);
  });

  it('is injective: the lengths in it give type and payload back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (type, payload) => {
        const bytes = Buffer.from(preAuthEncoding(type, payload));
        const head = /^DSSEv1 (\d+) /.exec(bytes.toString('latin1'));
        const start = head?.[0].length ?? 0;
        const end = start + Number(head?.[1]);
        expect(bytes.subarray(start, end)).toEqual(Buffer.from(type));
        const rest = bytes.subarray(end).toString('latin1');
        expect(rest).toBe(` ${payload.length} ${Buffer.from(payload).toString('latin1')}`);
      }),
    );
  });
});
