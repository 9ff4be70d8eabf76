// Lets modules of the repository import packages that the tests installed elsewhere: node --import packages.mjs, with PACKAGES naming the folder.
import { register } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isMainThread } from "node:worker_threads";

const importer = pathToFileURL(join(process.env.PACKAGES, "importer.mjs")).href;

if (isMainThread) {
  register(import.meta.url);
}

export function resolve(specifier, context, next) {
  const isPackage = /^(@[a-z]|[a-z])/.test(specifier) && !/^(node|file|data):/.test(specifier);
  const isOfRepository = context.parentURL && !context.parentURL.includes("/node_modules/");
  return next(specifier, isPackage && isOfRepository ? { ...context, parentURL: importer } : context);
}
