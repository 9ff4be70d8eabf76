using System.Runtime.InteropServices;

namespace Connector.Functions.Tests.Infra;

/// <summary>A test that runs Bicep's compiler, whose package is for Linux on x64 alone; elsewhere it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute()
    {
        if (!CanRun)
        {
            Skip = "Bicep's compiler comes from a package for Linux on x64 with glibc, which this machine is not.";
        }
    }

    /// <summary>Alpine is Linux too, but its musl starts no program that was built for glibc.</summary>
    private static bool CanRun => OperatingSystem.IsLinux()
        && RuntimeInformation.OSArchitecture == Architecture.X64
        && !RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal);
}
