using System.Data.Common;
using Budget.Core.Storage;

namespace Budget.Core.Audit;

/// <summary>Keeps that somebody asked for a page that is for another role; again and again raises an alert.</summary>
public sealed class KeepRefusal(Database database)
{
    /// <param name="page">Its route, such as "consulent/hulpvraag/{number}".</param>
    public async Task Of(Actor actor, string page)
    {
        try
        {
            await database.Overwrite(session => RaiseAlert.AfterRefusal(session, actor, "Page", page));
        }
        catch (DbException)
        {
            // It was refused all the same.
        }
    }
}
