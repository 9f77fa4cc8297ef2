/** What the platform's own traces are told of a request, where it makes any: OpenTelemetry spans, by Cloudflare's `tracing`. */

type Span = { setAttribute(key: string, value: string | number): unknown };
type Tracing = { getActiveSpan?(): Span | undefined };

/** Puts our trace beside the platform's, with operation, status and code. */
export function traced(
  context: { readonly executionCtx: object },
  { trace, place, status, code }: { trace: string; place: string; status: number; code: string | null },
): void {
  const span = tracingOf(context)?.getActiveSpan?.();
  if (!span) return;
  span.setAttribute('yixian.trace', trace);
  span.setAttribute('yixian.operation', place);
  span.setAttribute('yixian.status', status);
  if (code !== null) span.setAttribute('yixian.code', code);
}

function tracingOf(context: { readonly executionCtx: object }): Tracing | null {
  try {
    const { executionCtx: execution } = context;
    return 'tracing' in execution && typeof execution.tracing === 'object' ? execution.tracing : null;
  } catch {
    // Asked without the platform: nothing is traced.
    return null;
  }
}
