using Connector.Sandbox.Accounts;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.Openai;

/// <summary>Answers a request that passed the gate, or returns the error to answer with.</summary>
internal delegate Task<OpenaiError?> OpenaiHandler(HttpContext context, Account account, CancellationToken cancellationToken);
