using Connector.Page.Components;
using Connector.Page.Content;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace Connector.Page;

/// <summary>Renders the page on the server.</summary>
/// <param name="services">The parts that components may ask for.</param>
/// <param name="log">Where the framework tells what it does.</param>
public sealed class PageRenderer(IServiceProvider services, ILoggerFactory log)
{
    /// <summary>The page as HTML.</summary>
    /// <param name="request">What is to be shown.</param>
    /// <param name="cancellationToken">Gives up before the rendering begins; the page waits for nothing on its way.</param>
    public async Task<string> RenderAsync(PageRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var renderer = new HtmlRenderer(services, log);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(Shell.Request)] = request });
            var page = await renderer.RenderComponentAsync<Shell>(parameters);
            return "<!DOCTYPE html>" + page.ToHtmlString();
        });
    }
}
