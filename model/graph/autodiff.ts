import { type Graph, GraphError, shapeText, type Value } from './graph';
import { add } from './ops';

/**
 * Appends the backward pass: the gradient of the scalar `loss` with respect to each of `parameters`.
 * Reverse-mode differentiation over the graph's tape: operations are visited from the last to the first, and
 * a value used several times sums the gradients of its uses.
 *
 * @returns one gradient per parameter, of the parameter's shape.
 * @throws GraphError where a parameter does not influence the loss.
 */
export function gradients(g: Graph, loss: Value, parameters: Value[]): Value[] {
  g.check(
    loss.shape.length === 0,
    'gradients',
    () => `the loss must be a scalar, not ${shapeText(loss.shape)}`,
  );
  return g.untracked(() => backward(g, loss, parameters));
}

function backward(g: Graph, loss: Value, parameters: Value[]): Value[] {
  const grads = new Map<string, Value>([[loss.name, g.constant(1)]]);
  for (const { outputs, inputs, vjp } of [...g.tape].reverse()) {
    if (!outputs.some((v) => grads.has(v.name))) continue;
    const output_grads = outputs.map((v) => grads.get(v.name) ?? zeros(g, v));
    const thunks = vjp(...output_grads);
    inputs.forEach((input, i) => {
      if (!input.requires_grad) return;
      const grad = thunks[i]();
      g.check(
        shapeText(grad.shape) === shapeText(input.shape),
        'gradients',
        () => `${input.name} ${shapeText(input.shape)} got a gradient of shape ${shapeText(grad.shape)}`,
      );
      const earlier = grads.get(input.name);
      grads.set(input.name, earlier ? add(g, earlier, grad) : grad);
    });
  }
  return parameters.map((p) => {
    const grad = grads.get(p.name);
    if (!grad) throw new GraphError(`parameter ${p.name} does not influence the loss`);
    return grad;
  });
}

function zeros(g: Graph, like: Value): Value {
  const zero = g.constant(0);
  return g.node('Expand', [zero, g.ints(like.shape.map(Number))], { shape: like.shape });
}
