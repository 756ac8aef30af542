import vm from 'node:vm';
import { ElementNode, TextNode, Unwritten } from './node.ts';

/** How PlantUML draws: the lines of a source, and who takes the root element or the reason why there is none. */
export type Draw = (source: readonly string[]) => Promise<ElementNode>;

// Bound at the end of the module, which is the one place where it names what it offers.
const exported = /export\s*\{[^{}]*?([\w$]+) as renderToString\s*\};?\s*$/;

/** No time of day and no chance: the same source is drawn the same. Bytecode from text is refused by the realm. */
const prelude = `'use strict';
globalThis.window = globalThis;
Math.random = () => 0.5;
Date = class { getTime() { return 0; } toString() { return ''; } static now() { return 0; } };
`;

/**
 * Runs the module of @plantuml/core in a realm of its own: beside the language it has a document that can be drawn on
 * and a timer. There is no fetch, XMLHttpRequest, parser, file, process or import in it, so what a source asks for cannot be had.
 */
export function openRealm(module: string): Draw {
  const [statement, local] = exported.exec(module) ?? [];
  if (statement === undefined || local === undefined)
    throw new Error('the module of PlantUML offers no renderToString');
  const realm = vm.createContext(
    {
      document: createDocument(),
      setTimeout: (call: () => void, wait: number) => void setTimeout(call, wait),
      console: { log: ignore, info: ignore, warn: ignore, error: ignore },
      XMLSerializer: class {
        /** The drawing is taken as it is; what is written of it is decided outside. */
        serializeToString = (root: unknown) => handOver(root);
      },
    },
    { codeGeneration: { strings: false, wasm: false } },
  );
  let drawn: ElementNode | undefined;
  const handOver = (root: unknown) => {
    if (root instanceof ElementNode) drawn = root;
    return '';
  };
  vm.runInContext(prelude, realm);
  const body = module.slice(0, module.length - statement.length);
  const renderToString: unknown = vm.runInContext(`(() => {${body}\nreturn ${local};})()`, realm, {
    filename: 'plantuml.js',
  });
  if (typeof renderToString !== 'function') throw new Error('the module of PlantUML offers no renderToString');
  return (source) =>
    new Promise((resolve, reject) => {
      const done = () => (drawn === undefined ? reject(new Error('PlantUML drew nothing')) : resolve(drawn));
      const failed = (reason: unknown) => reject(new Error(String(reason)));
      // Its own limit, of 8,192 pixels, is for browsers.
      Reflect.apply(renderToString, undefined, [source, done, failed, { maxSvgSize: 0 }]);
    });
}

const ignore = () => undefined;

function createDocument(): object {
  const document: object = {
    createElement: (name: string) => new ElementNode(name, document),
    createElementNS: (_namespace: string, name: string) => new ElementNode(name, document),
    createTextNode: (text: unknown) => new TextNode(String(text)),
    createComment: () => new Unwritten(),
    createProcessingInstruction: () => new Unwritten(),
    getElementById: () => null,
  };
  return Object.assign(document, { body: new ElementNode('body', document), head: new ElementNode('head', document) });
}
