using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoinPulse.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class ReplayAndSync : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "DecisionCandleAt",
                table: "Decisions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SettingsHash",
                table: "Decisions",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DecisionDifferences",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Owner = table.Column<Guid>(type: "uuid", nullable: false),
                    Account = table.Column<Guid>(type: "uuid", nullable: false),
                    Source = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Strategy = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Market = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Lived = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Replayed = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DecisionDifferences", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OrderSyncMarks",
                columns: table => new
                {
                    Account = table.Column<Guid>(type: "uuid", nullable: false),
                    Owner = table.Column<Guid>(type: "uuid", nullable: false),
                    Through = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrderSyncMarks", x => x.Account);
                });

            migrationBuilder.CreateTable(
                name: "SettingsVersions",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Strategy = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    SettingsJson = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SettingsVersions", x => x.Hash);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_Source_LastAt",
                table: "Decisions",
                columns: new[] { "Source", "LastAt" });

            migrationBuilder.CreateIndex(
                name: "IX_DecisionDifferences_Owner",
                table: "DecisionDifferences",
                column: "Owner");

            migrationBuilder.CreateIndex(
                name: "IX_DecisionDifferences_Source_Day",
                table: "DecisionDifferences",
                columns: new[] { "Source", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_DecisionDifferences_Source_DecidedAt",
                table: "DecisionDifferences",
                columns: new[] { "Source", "DecidedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_OrderSyncMarks_Owner",
                table: "OrderSyncMarks",
                column: "Owner");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DecisionDifferences");

            migrationBuilder.DropTable(
                name: "OrderSyncMarks");

            migrationBuilder.DropTable(
                name: "SettingsVersions");

            migrationBuilder.DropIndex(
                name: "IX_Decisions_Source_LastAt",
                table: "Decisions");

            migrationBuilder.DropColumn(
                name: "DecisionCandleAt",
                table: "Decisions");

            migrationBuilder.DropColumn(
                name: "SettingsHash",
                table: "Decisions");
        }
    }
}
