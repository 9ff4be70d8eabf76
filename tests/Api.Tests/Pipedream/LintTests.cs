using Connector.Testing;

namespace Connector.Api.Tests.Pipedream;

public class LintTests
{
    [Fact]
    public async Task P26_the_components_pass_pipedreams_eslint_plugin_and_style_without_a_warning()
    {
        var eslint = Path.Combine(await NpmPackages.PipedreamLint.InstallAsync(), "node_modules", "eslint", "bin", "eslint.js");

        var result = await PipedreamRuntime.RunAsync(
            NpmPackages.PipedreamLint, Path.Combine(RepositoryFolder.Path, "infra", "pipedream"), [eslint, ".", "--max-warnings", "0"]);

        Assert.True(result.ExitCode == 0, result.Everything);
    }

    [Theory]
    [InlineData("export default {\n  type: \"action\",\n};\n", "pipedream/required-properties-key")]
    [InlineData("export default {\n  type: \"action\",\n};\n", "pipedream/action-annotations")]
    [InlineData("export default {\n  props: {\n    seed: {\n      type: \"integer\",\n    },\n  },\n};\n", "pipedream/props-label")]
    [InlineData("const one = 'a';\n", "quotes")]
    public async Task P26_the_rules_that_the_components_pass_find_faults(string module, string rule)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "actions", "a")).FullName, "a.mjs");
        await File.WriteAllTextAsync(file, module);
        var eslint = Path.Combine(await NpmPackages.PipedreamLint.InstallAsync(), "node_modules", "eslint", "bin", "eslint.js");
        var config = Path.Combine(RepositoryFolder.Path, "infra", "pipedream", "eslint.config.mjs");

        var result = await PipedreamRuntime.RunAsync(NpmPackages.PipedreamLint, folder.Path, [eslint, "--config", config, "."]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(rule, result.Output, StringComparison.Ordinal);
    }
}
