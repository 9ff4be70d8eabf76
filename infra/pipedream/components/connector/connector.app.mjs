import { axios } from "@pipedream/platform";
import { randomUUID } from "node:crypto";
import {
  isFile, openForm, saveStream,
} from "./common/files.mjs";
import propDefinitions from "./common/prop-definitions.mjs";
import { withRetries } from "./common/retries.mjs";

export default {
  type: "app",
  app: "connector",
  propDefinitions,
  methods: {
    _url(path) {
      return `${this.$auth.host.trim().replace(/\/+$/, "")}/api/${path}`;
    },
    /** No redirect is followed: a file would be kept in memory for it, and the key sent along. */
    _makeRequest({
      $ = this, path, headers, ...args
    }) {
      return axios($, {
        url: this._url(path),
        maxRedirects: 0,
        headers: {
          ...headers,
          "x-functions-key": this.$auth.api_key || undefined,
        },
        ...args,
      });
    },
    /** What an action takes for a file: the path of one that the connector has or gets. */
    async _pathOf({
      $, file,
    }) {
      const stored = this._url("files/");
      if (!isFile(file)) {
        return file;
      }

      return file.startsWith(stored)
        ? decodeURIComponent(file.slice(stored.length))
        : this.storeFile({
          $,
          file,
        });
    },
    listOptions({
      app, list, action,
    }) {
      return withRetries(() => this._makeRequest({
        path: `options/${app}/${list}`,
        params: {
          action,
        },
      }));
    },
    /** Stores a file or what a URL leads to, and returns the path that actions take. */
    async storeFile({
      $, file,
    }) {
      const { path } = await withRetries(async () => {
        const form = await openForm(file);
        return this._makeRequest({
          $,
          method: "POST",
          path: "files",
          headers: form.getHeaders(),
          data: form,
        });
      });
      return path;
    },
    /** Saves a file of the connector to where the step may write, and returns where that is. */
    saveFile({
      $, path,
    }) {
      return withRetries(async () => saveStream(path, await this._makeRequest({
        $,
        path: [
          "files",
          ...path.split("/").map(encodeURIComponent),
        ].join("/"),
        responseType: "stream",
      })));
    },
    /** Has the connector tell an address of each event; returns the subscription. */
    createSubscription({
      callbackUrl, events, action,
    }) {
      return this._makeRequest({
        method: "POST",
        path: "subscriptions",
        data: {
          callback_url: callbackUrl,
          events,
          action,
        },
      });
    },
    /** Ends a subscription; one that is gone already has ended. */
    async deleteSubscription({ id }) {
      try {
        await this._makeRequest({
          method: "DELETE",
          path: `subscriptions/${id}`,
        });
      } catch (error) {
        if (error.response?.status !== 404) {
          throw error;
        }
      }
    },
    /** Runs an action once, however often it has to be sent, and saves the files that it made. */
    async runAction({
      $, action, idempotencyKey, files = {}, input = {},
    }) {
      const key = idempotencyKey || randomUUID();
      const data = {
        ...input,
      };
      for (const [
        name,
        file,
      ] of Object.entries(files)) {
        data[name] = await this._pathOf({
          $,
          file,
        });
      }

      const receipt = await withRetries(() => this._makeRequest({
        $,
        method: "POST",
        path: `actions/${action}`,
        headers: {
          "Idempotency-Key": key,
        },
        data,
      }));
      if (!receipt.files) {
        return receipt;
      }

      const saved = [];
      for (const file of receipt.files) {
        saved.push({
          ...file,
          filePath: await this.saveFile({
            $,
            path: file.path,
          }),
        });
      }

      return {
        ...receipt,
        filePath: saved[0].filePath,
        files: saved,
      };
    },
  },
};
