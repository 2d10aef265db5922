/** What is used of an Express request. */
export interface RoutedRequest {
  readonly method: string;
  readonly path: string;
  readonly app: object;
}

/** Express 5 has each route in a layer of its router; its types do not say so. */
interface Router {
  readonly stack: readonly {
    readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
    match(path: string): boolean;
  }[];
}

/** Methods that an address answers to, HEAD beside GET; none where nothing stands there. */
export function allowedMethods({ path, app }: RoutedRequest): readonly string[] {
  const methods = new Set<string>();
  for (const layer of (app as { readonly router: Router }).router.stack) {
    if (layer.route === undefined || !layer.match(path)) continue;
    for (const method of Object.keys(layer.route.methods)) methods.add(method.toUpperCase());
  }
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}
