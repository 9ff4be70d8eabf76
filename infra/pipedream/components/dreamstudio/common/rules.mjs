// A rule takes the values by name, and returns what is wrong in sentences: none when it is kept.

function given(parameters, values) {
  return parameters.filter(({ name }) => values[name] !== undefined);
}

function labels(parameters, separator) {
  return parameters.map(({ label }) => label).join(separator);
}

/** How many of the parameters may be given. */
export function count(parameters, {
  least = 0, most = Infinity,
}) {
  return (values) => {
    const found = given(parameters, values).length;
    if (found < least) {
      return [
        `Give ${labels(parameters, " or ")}.`,
      ];
    }

    return found > most
      ? [
        `Give only one of ${labels(parameters, " and ")}.`,
      ]
      : [];
  };
}

/** A parameter that stands only beside another one. */
export function needs(parameter, needed) {
  return (values) => given([
    parameter,
  ], values).length > 0 && given(needed, values).length === 0
    ? [
      `${parameter.label} needs ${labels(needed, " or ")} beside it.`,
    ]
    : [];
}

/** What a choice demands and excludes; left out, the choice has its default. */
export function when(choice, value, {
  required = [], forbidden = [],
}) {
  return (values) => (values[choice.name] ?? choice.default) !== value
    ? []
    : [
      ...required.filter(({ name }) => values[name] === undefined)
        .map(({ label }) => `${label} is required with ${choice.label} ${value}.`),
      ...given(forbidden, values)
        .map(({ label }) => `${label} must be left out with ${choice.label} ${value}.`),
    ];
}

/** Parameters that one kind of model does not take. */
export function notWith(model, ids, instead, excluded) {
  return (values) => ids.test(values[model.name])
    ? given(excluded, values).slice(0, 1)
      .map(({ label }) => `${label} is not for ${values[model.name]}; choose ${instead}, or leave it out.`)
    : [];
}

function draws({
  pairs, minSide, maxSide, maxShorterSide, minPixels, maxPixels,
}, width, height) {
  const shorter = Math.min(width, height);
  const pixels = width * height;
  return (!pairs || pairs.includes(`${width}x${height}`))
    && !(shorter < minSide || Math.max(width, height) > maxSide || shorter > maxShorterSide)
    && !(pixels < minPixels || pixels > maxPixels);
}

/** A size that the model draws; a model of no known family is left to the API. */
export function drawnSize(model, width, height, families) {
  return (values) => {
    const family = families.find(({ ids }) => ids.test(values[model.name]));
    if (!family || given([
      width,
      height,
    ], values).length === 0) {
      return [];
    }

    const across = values[width.name] ?? family.defaultSide;
    const down = values[height.name] ?? family.defaultSide;
    return across === undefined || down === undefined || draws(family, across, down)
      ? []
      : [
        `${values[model.name]} draws ${family.sizes} (width x height); received ${across}x${down}, with the API's own side for one that is left out.`,
      ];
  };
}
