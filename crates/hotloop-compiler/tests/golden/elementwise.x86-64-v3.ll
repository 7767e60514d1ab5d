target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_entry(ptr noalias %frame, ptr noalias %host) nounwind "min-legal-vector-width"="256" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca ptr
  %v1.data = alloca ptr
  %v1.len = alloca i64
  %v1.dim1 = alloca i64
  %v2 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6 = alloca i64
  %v7 = alloca i64
  %v8 = alloca i64
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca i64
  %v12 = alloca double
  %v13 = alloca i64
  %v14 = alloca i64
  %v15 = alloca double
  %v16 = alloca double
  %v17 = alloca i64
  %v18 = alloca i64
  %v19 = alloca i1
  %v20 = alloca i1
  %v21 = alloca i64
  %v22 = alloca i64
  %v23 = alloca double
  %v24 = alloca i64
  %v25 = alloca i64
  %v26 = alloca double
  %v27 = alloca double
  %v28 = alloca i64
  %v29 = alloca i64
  %v30 = alloca i1
  %exit_id = alloca i64
  %countdown = alloca i64
  %s0 = alloca ptr
  %s1 = alloca ptr
  %captures35 = alloca [2 x i64]
  %s30 = alloca i1
  %s20 = alloca i1
  %s9 = alloca i64
  %s8 = alloca i64
  %s5 = alloca i64
  %s6 = alloca i64
  %s7 = alloca i64
  %t1 = getelementptr i64, ptr %frame, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %frame, i64 1
  %t11 = load ptr, ptr %t10
  store ptr %t11, ptr %v1
  %t12 = load ptr, ptr %v1
  %t13 = getelementptr i8, ptr %t12, i64 0
  %t14 = load ptr, ptr %t13
  store ptr %t14, ptr %v1.data
  %t15 = getelementptr i8, ptr %t12, i64 8
  %t16 = load i64, ptr %t15
  store i64 %t16, ptr %v1.len
  %t17 = getelementptr i8, ptr %t12, i64 16
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v1.dim1
  %t19 = getelementptr i8, ptr %host, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %countdown
  store i1 true, ptr %v30
  %t21 = load ptr, ptr %v0
  store ptr %t21, ptr %s0
  %t22 = load ptr, ptr %v1
  store ptr %t22, ptr %s1
  store i64 0, ptr %exit_id
  ; undo flags
  store i64 0, ptr %v5
  store i64 1, ptr %v6
  %t24 = load i64, ptr %v0.len
  %t25 = call i64 @llvm.smax.i64(i64 %t24, i64 0)
  store i64 %t25, ptr %v7
  store i64 0, ptr %v8
  store i64 0, ptr %v9
  store i1 false, ptr %v20
  store i64 0, ptr %v8
  %t26 = load i64, ptr %v0.len
  %t27 = call i64 @llvm.smax.i64(i64 %t26, i64 0)
  %t28 = icmp sge i64 %t27, 4
  br label %head2
head2:
  br i1 %t28, label %long2, label %short2
long2:
  %t29 = load i64, ptr %v8
  %t30 = load i64, ptr %v0.len
  %t31 = call i64 @llvm.smax.i64(i64 %t30, i64 0)
  %t32 = add i64 %t31, -1
  %t33 = load i64, ptr %v1.len
  %t34 = call i64 @llvm.smin.i64(i64 %t32, i64 %t33)
  %t36 = sub i64 %t34, %t29
  %t37 = icmp sge i64 %t36, 4
  br i1 %t37, label %strips35, label %scalar35
strips35:
  %t38 = load ptr, ptr %v0
  %t39 = getelementptr i64, ptr %captures35, i64 0
  store ptr %t38, ptr %t39
  %t40 = load ptr, ptr %v1
  %t41 = getelementptr i64, ptr %captures35, i64 1
  store ptr %t40, ptr %t41
  %t42 = getelementptr i8, ptr %host, i64 40
  %t43 = load ptr, ptr %t42
  %t44 = call i64 %t43(ptr %host, i64 0, ptr @hotloop_kernel_0, ptr %captures35, i64 %t29, i64 %t34, i64 %t34, ptr null, i64 0)
  store i64 %t44, ptr %v8
  %t45 = getelementptr i8, ptr %host, i64 16
  %t46 = load i64, ptr %t45
  store i64 %t46, ptr %countdown
  br label %scalar35
scalar35:
  %t47 = load i64, ptr %v8
  %t48 = icmp eq i64 %t29, %t47
  %t49 = load i1, ptr %v30
  %t50 = and i1 %t49, %t48
  store i1 %t50, ptr %v30
  br label %short2
short2:
  %t51 = load ptr, ptr %v0
  store ptr %t51, ptr %s0
  %t52 = load ptr, ptr %v1
  store ptr %t52, ptr %s1
  %t53 = load i1, ptr %v30
  store i1 %t53, ptr %s30
  %t54 = load i1, ptr %v20
  store i1 %t54, ptr %s20
  %t55 = load i64, ptr %v9
  store i64 %t55, ptr %s9
  %t56 = load i64, ptr %v8
  store i64 %t56, ptr %s8
  %t57 = load i64, ptr %v5
  store i64 %t57, ptr %s5
  %t58 = load i64, ptr %v6
  store i64 %t58, ptr %s6
  %t59 = load i64, ptr %v7
  store i64 %t59, ptr %s7
  store i64 2, ptr %exit_id
  ; undo flags
  %t62 = load i64, ptr %countdown
  %t63 = sub i64 %t62, 1
  store i64 %t63, ptr %countdown
  %t64 = icmp slt i64 %t63, 0
  br i1 %t64, label %poll61, label %go61, !prof !1
poll61:
  %t65 = getelementptr i8, ptr %host, i64 24
  %t66 = load ptr, ptr %t65
  %t67 = call i64 %t66(ptr %host, ptr null, i64 0)
  %t68 = getelementptr i8, ptr %host, i64 16
  %t69 = load i64, ptr %t68
  store i64 %t69, ptr %countdown
  %t70 = icmp ne i64 %t67, 0
  br i1 %t70, label %fail, label %go61, !prof !1
go61:
  %t71 = load i64, ptr %v8
  %t72 = load i64, ptr %v0.len
  %t73 = call i64 @llvm.smax.i64(i64 %t72, i64 0)
  %t74 = icmp slt i64 %t71, %t73
  br i1 %t74, label %body2, label %end2, !prof !0
body2:
  %t75 = load i64, ptr %v8
  store i64 %t75, ptr %v9
  store i1 true, ptr %v30
  %t76 = load i64, ptr %v8
  %t77 = load ptr, ptr %v0.data
  %t78 = getelementptr double, ptr %t77, i64 %t76
  %t79 = load double, ptr %t78
  store double %t79, ptr %v23
  %t80 = load i64, ptr %v8
  %t81 = load ptr, ptr %v0.data
  %t82 = getelementptr double, ptr %t81, i64 %t80
  %t83 = load double, ptr %t82
  store double %t83, ptr %v26
  %t84 = load double, ptr %v23
  %t85 = load double, ptr %v26
  %t86 = fmul double %t84, %t85
  %t87 = fadd double %t86, 0x3FE0000000000000
  store double %t87, ptr %v27
  %t88 = load i64, ptr %v8
  %t89 = load i64, ptr %v1.len
  %t90 = icmp slt i64 %t88, %t89
  br i1 %t90, label %good91, label %fail, !prof !0
good91:
  %t92 = load i64, ptr %v8
  %t93 = load ptr, ptr %v1.data
  %t94 = getelementptr double, ptr %t93, i64 %t92
  %t95 = load double, ptr %v27
  store double %t95, ptr %t94
  store i1 true, ptr %v20
  br label %next2
next2:
  %t96 = load i64, ptr %v8
  %t97 = add nsw i64 %t96, 1
  store i64 %t97, ptr %v8
  br label %head2
end2:
  br label %end3
end3:
  %t98 = load ptr, ptr %v0
  store ptr %t98, ptr %s0
  %t99 = load ptr, ptr %v1
  store ptr %t99, ptr %s1
  %t100 = load i1, ptr %v30
  store i1 %t100, ptr %s30
  %t101 = load i1, ptr %v20
  store i1 %t101, ptr %s20
  %t102 = load i64, ptr %v9
  store i64 %t102, ptr %s9
  store i64 3, ptr %exit_id
  ; undo flags
  ret i64 0
fail:
  %t104 = load i64, ptr %exit_id
  switch i64 %t104, label %nowhere [ i64 0, label %exit0 i64 2, label %exit2 i64 3, label %exit3 ]
nowhere:
  unreachable
exit0:
  %t105 = load ptr, ptr %s0
  %t106 = getelementptr i64, ptr %frame, i64 0
  store ptr %t105, ptr %t106
  %t107 = load ptr, ptr %s1
  %t108 = getelementptr i64, ptr %frame, i64 1
  store ptr %t107, ptr %t108
  ret i64 1
exit2:
  %t109 = load ptr, ptr %s0
  %t110 = getelementptr i64, ptr %frame, i64 0
  store ptr %t109, ptr %t110
  %t111 = load ptr, ptr %s1
  %t112 = getelementptr i64, ptr %frame, i64 1
  store ptr %t111, ptr %t112
  %t113 = load i1, ptr %s30
  %t114 = getelementptr i64, ptr %frame, i64 2
  %t115 = zext i1 %t113 to i64
  store i64 %t115, ptr %t114
  %t116 = load i1, ptr %s20
  %t117 = getelementptr i64, ptr %frame, i64 3
  %t118 = zext i1 %t116 to i64
  store i64 %t118, ptr %t117
  %t119 = load i64, ptr %s9
  %t120 = getelementptr i64, ptr %frame, i64 4
  store i64 %t119, ptr %t120
  %t121 = load i64, ptr %s8
  %t122 = getelementptr i64, ptr %frame, i64 5
  store i64 %t121, ptr %t122
  %t123 = load i64, ptr %s5
  %t124 = getelementptr i64, ptr %frame, i64 6
  store i64 %t123, ptr %t124
  %t125 = load i64, ptr %s6
  %t126 = getelementptr i64, ptr %frame, i64 7
  store i64 %t125, ptr %t126
  %t127 = load i64, ptr %s7
  %t128 = getelementptr i64, ptr %frame, i64 8
  store i64 %t127, ptr %t128
  ret i64 3
exit3:
  %t129 = load ptr, ptr %s0
  %t130 = getelementptr i64, ptr %frame, i64 0
  store ptr %t129, ptr %t130
  %t131 = load ptr, ptr %s1
  %t132 = getelementptr i64, ptr %frame, i64 1
  store ptr %t131, ptr %t132
  %t133 = load i1, ptr %s30
  %t134 = getelementptr i64, ptr %frame, i64 2
  %t135 = zext i1 %t133 to i64
  store i64 %t135, ptr %t134
  %t136 = load i1, ptr %s20
  %t137 = getelementptr i64, ptr %frame, i64 3
  %t138 = zext i1 %t136 to i64
  store i64 %t138, ptr %t137
  %t139 = load i64, ptr %s9
  %t140 = getelementptr i64, ptr %frame, i64 4
  store i64 %t139, ptr %t140
  ret i64 4
}

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host, ptr noalias %partials) nounwind "min-legal-vector-width"="256" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca ptr
  %v1.data = alloca ptr
  %v1.len = alloca i64
  %v1.dim1 = alloca i64
  %v2 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5.0 = alloca <4 x double>
  %v6.0 = alloca <4 x double>
  %v7.0 = alloca <4 x double>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s4 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load ptr, ptr %t10
  store ptr %t11, ptr %v1
  %t12 = load ptr, ptr %v1
  %t13 = getelementptr i8, ptr %t12, i64 0
  %t14 = load ptr, ptr %t13
  store ptr %t14, ptr %v1.data
  %t15 = getelementptr i8, ptr %t12, i64 8
  %t16 = load i64, ptr %t15
  store i64 %t16, ptr %v1.len
  %t17 = getelementptr i8, ptr %t12, i64 16
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v1.dim1
  store i64 %begin, ptr %v2
  store i64 %end, ptr %v3
  %t19 = getelementptr i8, ptr %host, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %countdown
  %t21 = load i64, ptr %v2
  store i64 %t21, ptr %v4
  br label %next0
next0:
  %t22 = load i64, ptr %v4
  store i64 %t22, ptr %s4
  store i64 4, ptr %exit_id
  ; undo flags
  %t25 = load i64, ptr %countdown
  %t26 = sub i64 %t25, 1
  store i64 %t26, ptr %countdown
  %t27 = icmp slt i64 %t26, 0
  br i1 %t27, label %poll24, label %go24, !prof !1
poll24:
  %t28 = getelementptr i8, ptr %host, i64 24
  %t29 = load ptr, ptr %t28
  %t30 = call i64 %t29(ptr %host, ptr null, i64 0)
  %t31 = getelementptr i8, ptr %host, i64 16
  %t32 = load i64, ptr %t31
  store i64 %t32, ptr %countdown
  %t33 = icmp ne i64 %t30, 0
  br i1 %t33, label %fail, label %go24, !prof !1
go24:
  %t34 = load i64, ptr %v4
  %t35 = add i64 %t34, 4
  %t36 = load i64, ptr %v3
  %t37 = icmp sgt i64 %t35, %t36
  br i1 %t37, label %then38, label %done38, !prof !1
then38:
  br label %end0
done38:
  %t39 = load i64, ptr %v4
  %t40 = add i64 %t39, 0
  %t41 = add i64 %t40, 0
  %t42 = load ptr, ptr %v0.data
  %t43 = getelementptr double, ptr %t42, i64 %t41
  %t44 = load <4 x double>, ptr %t43, align 8
  store <4 x double> %t44, ptr %v5.0
  %t45 = load <4 x double>, ptr %v5.0
  %t46 = fmul <4 x double> %t45, %t45
  %t47 = fadd <4 x double> %t46, splat (double 0x3FE0000000000000)
  store <4 x double> %t47, ptr %v7.0
  %t48 = load <4 x double>, ptr %v7.0
  %t49 = load i64, ptr %v4
  %t50 = add i64 %t49, 0
  %t51 = add i64 %t50, 0
  %t52 = load ptr, ptr %v1.data
  %t53 = getelementptr double, ptr %t52, i64 %t51
  store <4 x double> %t48, ptr %t53, align 8
  %t54 = load i64, ptr %v4
  %t55 = add i64 %t54, 4
  store i64 %t55, ptr %v4
  br label %next0
end0:
  %t56 = load i64, ptr %v4
  ret i64 %t56
fail:
  %t57 = load i64, ptr %exit_id
  switch i64 %t57, label %nowhere [ i64 4, label %exit4 ]
nowhere:
  unreachable
exit4:
  %t58 = load i64, ptr %s4
  ret i64 %t58
}

declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
