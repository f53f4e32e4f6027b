using Budget.Core.Statements;
using Microsoft.AspNetCore.Mvc;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>How far an export of statements is, what came of it, and the files to take along.</summary>
public sealed class StatementExportModel(StatementExports exports, StopStatements stop, IConfiguration configuration) : PortalPage
{
    public StatementExports.Export Export { get; private set; } = null!;

    /// <summary>How many files to take along; none when this machine does not have them.</summary>
    public int Parts { get; private set; }

    public int Percent => Export.Total is { } total and > 0 ? (int)(Export.Done * 100 / total) : Export.FinishedAt is null ? 0 : 100;

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await exports.One(Me, id) is not { } export)
        {
            return NotFound();
        }

        Export = export;
        Parts = export.IsThere ? StatementParts.Of(KeepStatements.FolderOf(configuration), export.Id).Count : 0;
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id)
    {
        var stopped = await stop.Do(Me, FormKey, new(id));
        if (stopped.IsRefused)
        {
            return Refused(stopped.Refusal!);
        }

        Tell("stopped-now");
        return LocalRedirect($"/financien/overzichten/{id:D}");
    }
}
