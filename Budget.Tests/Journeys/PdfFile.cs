using System.Diagnostics;
using System.Text;

namespace Budget.Tests.Journeys;

/// <summary>A document that was downloaded, seen through the tools that readers use; a warning of a tool is a failure.</summary>
internal static class PdfFile
{
    /// <param name="arguments">Of the tool; "{pdf}" stands for the file.</param>
    public static async Task<string> Through(string file, string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments.Select(argument => argument == "{pdf}" ? file : argument))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That((process.ExitCode, errors), Is.EqualTo((0, "")), $"{tool}: {await output}");
        return await output;
    }
}
