using Budget.Core.Statements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>One part of an export to take along: a zip with so many papers, made while it goes.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class StatementPartModel(StatementExports exports, IConfiguration configuration) : PortalPage
{
    public async Task<IActionResult> OnGet(Guid id, int part)
    {
        if (await exports.One(Me, id) is not { IsThere: true } export
            || StatementParts.Of(KeepStatements.FolderOf(configuration), export.Id) is not { } parts || part < 1 || part > parts.Count)
        {
            return NotFound();
        }

        var name = FormattableString.Invariant($"overzichten-{export.StartsOn:yyyyMMdd}-{export.EndsOn:yyyyMMdd}-deel-{part}-van-{parts.Count}.zip");
        return new StreamedFile(name, "application/zip", zip => StatementParts.Write(zip, parts[part - 1]));
    }
}
