using Connector.Callers;
using Connector.Failures;
using Connector.Files;
using Connector.Input;
using Connector.Recipes;

namespace Connector.Api.Http;

/// <summary>The inputs of files that are to be made anew.</summary>
/// <param name="sink">Where the files are.</param>
/// <param name="resolver">Knows the other ways in which a receipt names a file.</param>
/// <param name="recipes">How they were made.</param>
internal sealed class EarlierInputs(IMediaSink sink, FileResolver resolver, RecipeRecords recipes)
{
    /// <summary>Finds the input of a file.</summary>
    /// <param name="name">Its path, or another way in which a receipt names it.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="filesUrl">The address of the server's files, as the caller reached it.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ConnectorException"><c>file_not_found</c> or <c>recipe_not_found</c> (404).</exception>
    public async Task<EarlierInput> FindAsync(string name, Caller caller, Uri filesUrl, CancellationToken cancellationToken)
    {
        var path = resolver.PathOf(name, filesUrl);
        var file = await sink.FindAsync(path, caller, cancellationToken) ?? throw FileAnswer.NotFound(path);
        return (await recipes.GetAsync(file.Path, cancellationToken)).ToInput();
    }
}
