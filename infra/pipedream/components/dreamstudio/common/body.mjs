import FormData from "form-data";

/** The values by the API's names; a text that stands for an item of a list is one of its items. */
export function toFields(parameters, values) {
  const fields = {};
  for (const {
    name, type, becomes,
  } of parameters) {
    const value = values[name];
    if (value === undefined) {
      continue;
    }

    if (becomes) {
      fields[becomes.list] = [
        ...fields[becomes.list] ?? [],
        {
          [becomes.field]: value,
          ...becomes.beside,
        },
      ];
    } else {
      fields[name] = type === "list"
        ? [
          ...fields[name] ?? [],
          ...value,
        ]
        : value;
    }
  }

  return fields;
}

function appendItems(form, name, items) {
  items.forEach((item, index) => Object.entries(item).forEach(([
    field,
    value,
  ]) => form.append(`${name}[${index}][${field}]`, String(value))));
}

/** The fields as a form, whose files are streamed. */
export function toForm(fields, files) {
  const form = new FormData();
  for (const [
    name,
    value,
  ] of Object.entries(fields)) {
    const file = files.get(name);
    if (file) {
      form.append(name, file.stream, {
        contentType: file.metadata.contentType,
        knownLength: file.metadata.size,
        filename: file.metadata.name || name,
      });
    } else if (Array.isArray(value)) {
      appendItems(form, name, value);
    } else {
      form.append(name, typeof value === "object"
        ? JSON.stringify(value)
        : String(value));
    }
  }

  return form;
}
