import { axios } from "@pipedream/platform";
import {
  BASE_URL, HEADERS, LISTS,
} from "./common/api.mjs";
import {
  toFields, toForm,
} from "./common/body.mjs";
import {
  failureOf, lostCall, readText,
} from "./common/errors.mjs";
import { openFiles } from "./common/files.mjs";
import { saveImages } from "./common/images.mjs";
import { readInput } from "./common/input.mjs";
import propDefinitions from "./common/prop-definitions.mjs";

export default {
  type: "app",
  app: "dreamstudio",
  propDefinitions,
  methods: {
    _baseUrl() {
      return BASE_URL;
    },
    /** Every answer is a stream, and one that is no success is an error in words. */
    async _makeRequest({
      $ = this, path, props = {}, headers, ...args
    }) {
      const own = HEADERS.map(({
        name, prop,
      }) => [
        name,
        props[prop] || undefined,
      ]);
      let response;
      try {
        response = await axios($, {
          url: `${this._baseUrl()}${path}`,
          headers: {
            ...Object.fromEntries(own),
            ...headers,
            Authorization: `Bearer ${this.$auth.api_key}`,
          },
          responseType: "stream",
          returnFullResponse: true,
          validateStatus: () => true,
          // The key does not follow a redirect, nor is a file kept in memory for one.
          maxRedirects: 0,
          ...args,
        });
      } catch (error) {
        throw lostCall(error, args.method);
      }

      if (response.status !== 200) {
        throw await failureOf(response, this.$auth.api_key);
      }

      return response;
    },
    /** The values of a dropdown; there are no pages of them. */
    async _listOptions(list) {
      const answer = await this.getData({
        path: list.path,
      });
      const items = list.items
        ? answer[list.items]
        : answer;
      return items.map((item) => ({
        label: item[list.label],
        value: item[list.value],
      }));
    },
    listEngines() {
      return this._listOptions(LISTS.engines);
    },
    listOrganizations() {
      return this._listOptions(LISTS.organizations);
    },
    async getData({
      $, path, props,
    }) {
      const response = await this._makeRequest({
        $,
        path,
        props,
        headers: {
          Accept: "application/json",
        },
      });
      return JSON.parse(await readText(response.data));
    },
    /** Checks the input, makes the call, and streams each image to a file; returns its path. */
    async generateImage({
      $, props, name, path, body, parameters, rules, answer, summary,
    }) {
      const values = readInput({
        props,
        parameters,
        rules,
        path,
      });
      const fields = toFields(parameters.filter((parameter) => !path.includes(parameter)), values);
      const data = body === "form"
        ? toForm(fields, await openFiles(parameters, values))
        : fields;

      const accept = values[answer.count?.name] > 1
        ? answer.acceptSeveral
        : answer.accept;
      const response = await this._makeRequest({
        $,
        method: "POST",
        path: path.map((part) => part.name
          ? encodeURIComponent(values[part.name])
          : part).join(""),
        props,
        headers: {
          ...data.getHeaders?.(),
          Accept: accept,
        },
        data,
      });
      const {
        saved, caught,
      } = await saveImages(response, {
        name,
        answer,
        accept,
      });
      const images = saved.length === 1
        ? `1 ${answer.noun}`
        : `${saved.length} ${answer.noun}s`;
      $.export("seeds", saved.map(({ seed }) => seed));
      $.export("$summary", summary(values, images) + (caught.length > 0
        ? ` ${caught.length} more did not pass the content filter.`
        : ""));
      return saved.length === 1
        ? saved[0].filePath
        : saved.map(({ filePath }) => filePath);
    },
  },
};
